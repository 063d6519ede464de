// Comforts for the reader; every page works without them.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  // 1. The language switch keeps the place: the target while it is in sight, else the part in view.
  const place = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.getBoundingClientRect();
    if (target && target.bottom > 0 && target.top < innerHeight) return location.hash;
    if (scrollY < 200) return "";
    const parts = all("main [id]:is(h2, h3, p, tr, li)");
    const seen = parts.filter((item) => item.getBoundingClientRect().top < innerHeight / 3);
    return seen.length ? `#${seen.pop().id}` : "";
  };
  const switches = ".langs a, .pairs a, .compare .tools a";
  const keep = (event) => {
    if (!event.target.closest?.(switches)) return;
    const asked = new URLSearchParams(location.search).get("q");
    for (const link of all(switches)) {
      link.hash = place();
      if (asked) link.search = new URLSearchParams({ q: asked });
    }
  };
  for (const kind of ["pointerdown", "focusin"]) document.addEventListener(kind, keep);

  // 2. The citation of the page and, at the paragraph or section in the address, of that part of it.
  const model = document.getElementById("cite");
  const fill = (box, text, values) => {
    const [citation, button] = box.children;
    // In Arabic an address keeps its order only in an element of its own.
    const parts = text.split(/\{(\w+)\}/).map((part, i) => {
      if (i % 2 === 0) return part;
      const value = document.createElement("bdi");
      value.textContent = values[part];
      return value;
    });
    citation.replaceChildren(...parts);
    button.hidden = false;
    button.onclick = async () => {
      const said = button.textContent;
      try {
        await navigator.clipboard.writeText(citation.textContent);
        button.textContent = model.dataset.copied;
        setTimeout(() => (button.textContent = said), 3000);
      } catch {
        getSelection().selectAllChildren(citation);
      }
    };
  };
  const values = (id, name) => ({
    n: name,
    section: name,
    // The address that stays, without what a mailing or a copy on disk has added to it.
    url: document.querySelector("link[rel=canonical]").href + (id && `#${id}`),
    date: new Intl.DateTimeFormat(model.dataset.locale, { dateStyle: "long" }).format(),
  });
  const cite = () => {
    document.querySelector("main .cite:not(#cite)")?.remove();
    const id = location.hash.slice(1);
    const target = document.getElementById(id);
    const link = target?.querySelector(":scope > a[href^='#']");
    if (!link) return;
    const box = model.cloneNode(true);
    box.removeAttribute("id");
    fill(box, /^p\d+$/.test(id) ? model.dataset.paragraph : model.dataset.section, values(id, link.textContent));
    target.after(box);
  };
  if (model) {
    fill(model, model.dataset.page, values("", ""));
    // Not on arrival: the text that the reader has begun must not move.
    addEventListener("hashchange", cite);
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.(".md-typeset a[href^='#']");
      if (link && link.hash === location.hash) cite();
    });
  }

  // 3. The button that prints, and the section in view in “On this page”.
  for (const button of all(".print button")) {
    button.hidden = false;
    button.onclick = () => print();
  }
  const entries = new Map(all(".toc a").map((link) => [link.hash.slice(1), link]));
  const watch = new IntersectionObserver(
    (seen) => {
      const last = seen.filter((item) => item.isIntersecting).pop();
      if (!last) return;
      for (const link of entries.values()) link.removeAttribute("aria-current");
      entries.get(last.target.id).setAttribute("aria-current", "location");
    },
    { rootMargin: "0px 0px -65% 0px" },
  );
  for (const id of entries.keys()) if (document.getElementById(id)) watch.observe(document.getElementById(id));
})();
