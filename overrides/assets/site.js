// Comforts for the reader; every page works without them.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  // 1. The language switch keeps the place, the target while it is in sight or else the part in view,
  // and on the search page the question.
  const place = () => {
    const box = document.getElementById(location.hash.slice(1))?.getBoundingClientRect();
    if (box && box.bottom > 0 && box.top < innerHeight) return location.hash;
    // The switch is at the top: who has gone back up to it still means the part that was asked for.
    if (scrollY < 200) return location.hash;
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
  const fill = (box, text, name, id) => {
    const [citation, button] = box.children;
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
})();
