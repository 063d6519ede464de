// Comforts for the reader; every page works without them.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const box = ({ hash }) => document.getElementById(hash.slice(1))?.getBoundingClientRect();

  // 1. The language switch keeps the place, the target while it is in sight or else the part in view,
  // and on the search page the question.
  const place = () => {
    const asked = box(location);
    // The switch is at the top: who has gone back up to it still means the part that was asked for.
    if (scrollY < 200 || (asked?.bottom > 0 && asked.top < innerHeight)) return location.hash;
    const seen = all("main [id]:is(h2,h3,p,tr,li)").filter((item) => item.getBoundingClientRect().top < innerHeight / 3);
    return seen.length ? `#${seen.pop().id}` : "";
  };
  const switches = ".langs a,#pairs a,.compare .tools a";
  const keep = ({ target }) => {
    if (!target.closest?.(switches)) return;
    const asked = new URLSearchParams(location.search).get("q");
    for (const link of all(switches)) {
      link.hash = place();
      if (asked) link.search = new URLSearchParams({ q: asked });
    }
  };
  for (const kind of ["pointerdown", "focusin"]) document.addEventListener(kind, keep);

  // 2. The citation of the page and, at the paragraph or section in the address, of that part of it.
  const model = document.getElementById("cite");
  const texts = model?.dataset;
  const fill = (cited, text, name, id) => {
    const [citation, button] = cited.children;
    const values = {
      n: name,
      section: name,
      // The address that stays, without what a mailing or a copy on disk has added to it.
      url: document.querySelector("[rel=canonical]").href + id,
      date: new Intl.DateTimeFormat(texts.locale, { dateStyle: "long" }).format(),
    };
    citation.textContent = "";
    text.split(/\{(\w+)\}/).forEach((part, i) => {
      // In Arabic an address keeps its order only in an element of its own.
      const item = document.createElement(i % 2 ? "bdi" : "span");
      item.textContent = i % 2 ? values[part] : part;
      citation.append(item);
    });
    button.onclick = () =>
      navigator.clipboard.writeText(citation.textContent).then(
        () => (button.textContent = texts.copied),
        () => getSelection().selectAllChildren(citation),
      );
  };
  const cite = () => {
    all("main .cite:not([id])").forEach((box) => box.remove());
    const target = document.getElementById(location.hash.slice(1));
    const link = target?.querySelector(":scope > a[href^='#']");
    if (!link) return;
    const box = model.cloneNode(true);
    box.removeAttribute("id");
    fill(box, link.className ? texts.paragraph : texts.section, link.textContent, location.hash);
    target.after(box);
  };
  if (model) {
    fill(model, texts.page, "", "");
    // Not on arrival: the text that the reader has begun must not move.
    addEventListener("hashchange", cite);
    document.addEventListener("click", ({ target }) => {
      if (target.closest?.(".md-typeset a")?.hash === location.hash && location.hash) cite();
    });
  }

  // 3. The button that prints.
  for (const button of all(".print")) button.onclick = () => print();

  // 4. “On this page” marks the part in view: what was asked for, or else the last that begins in the upper
  // fifth of the window or before. On the last screen this line sinks to the foot: no part there can rise to it.
  const parts = all(".toc a");
  const mark = () => {
    const way = document.body.scrollHeight - innerHeight;
    const line = innerHeight * Math.max(0.2, 1 - (way - scrollY) / Math.min(way, innerHeight));
    const begun = parts.filter((link) => box(link).top < line);
    const current = begun.find((link) => link.hash === location.hash && box(link).top >= 0) ?? begun.pop();
    // A list that is longer than the window follows.
    if (current && !current.ariaCurrent) current.closest(".toc").scrollTop = current.offsetTop - innerHeight / 2;
    for (const link of parts) link.ariaCurrent = link === current || null;
  };
  for (const kind of ["scroll", "hashchange"]) addEventListener(kind, mark);
  mark();
})();
