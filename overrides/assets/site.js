// Two comforts for the reader; every page works without them.
(() => {
  // 1. The language switch keeps the place: the fragment in the address, else the part in view.
  const place = () => {
    if (location.hash) return location.hash;
    if (scrollY < 200) return "";
    const parts = [...document.querySelectorAll("main [id]:is(h2, h3, p, tr, li)")];
    const seen = parts.filter((item) => item.getBoundingClientRect().top < innerHeight / 3);
    return seen.length ? `#${seen.pop().id}` : "";
  };
  const keep = () => {
    for (const link of document.querySelectorAll(".langs a, .beside a, .pairs a")) link.hash = place();
  };
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, (event) => {
      if (event.target.closest?.(".langs, .beside, .pairs")) keep();
    });
  }

  // 2. At the paragraph or section in the address: its full citation, ready to be copied.
  const form = document.querySelector("#cite");
  const cite = () => {
    document.querySelector(".cite")?.remove();
    const target = document.getElementById(location.hash.slice(1));
    const link = target?.querySelector(":scope > a[href^='#'], :scope > th > a[href^='#']");
    if (!form || !link) return;
    const box = form.content.firstElementChild.cloneNode(true);
    const [button, citation] = box.children;
    const number = /^#p\d+$/.test(location.hash);
    const text = (number ? form.dataset.paragraph : form.dataset.section)
      .replace("{n}", link.textContent)
      .replace("{section}", link.textContent)
      .replace("{url}", location.href)
      .replace("{date}", new Intl.DateTimeFormat(form.dataset.locale, { dateStyle: "long" }).format());
    // In Arabic an address keeps its order only in an element of its own.
    const url = document.createElement("bdi");
    url.textContent = location.href;
    const [before, after] = text.split(location.href);
    citation.append(before, url, after);
    button.addEventListener("click", async () => {
      const said = button.textContent;
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = form.dataset.copied;
        setTimeout(() => (button.textContent = said), 3000);
      } catch {
        getSelection().selectAllChildren(citation);
      }
    });
    (target.matches("tr") ? target.lastElementChild : target).after(box);
  };
  // Not on arrival: the text that the reader has begun must not move.
  addEventListener("hashchange", cite);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("main a")?.hash === location.hash) cite();
  });
})();
