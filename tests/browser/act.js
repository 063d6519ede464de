// What the tests do with the page that is open: focus, fold, space, read, elide.
Object.assign(globalThis.audit, (() => {
  const { CONTROL, all, style, px, words, name, tongue, finding, block, textNodes, rgba, ground, ratio } = audit.tools;

  // The keyboard: what is said of the element that has the focus, after each press of Tab.
  let first = null;
  let last = null;
  const outline = (e) => {
    const { outlineStyle, outlineWidth, outlineColor } = style(e);
    if (outlineStyle === "none" || px(outlineWidth) < 2) return [finding("focus-visible", e, `${outlineStyle} ${outlineWidth}`)];
    const found = ratio(rgba(outlineColor), ground(e.parentElement));
    return found >= 3 ? [] : [finding("focus-visible", e, `contrast ${found.toFixed(2)}`)];
  };
  const covered = (e) => {
    const points = [...e.getClientRects()].flatMap((r) => {
      // Of something larger than the window only a part can be seen.
      const wide = r.width < innerWidth, high = r.height < innerHeight;
      const [left, right] = wide ? [r.left, r.right] : [Math.max(0, r.left), Math.min(innerWidth, r.right)];
      const [top, bottom] = high ? [r.top, r.bottom] : [Math.max(0, r.top), Math.min(innerHeight, r.bottom)];
      const [x, y] = [Math.min(6, (right - left) / 3), Math.min(6, (bottom - top) / 3)];
      return [[left + x, top + y], [right - x, top + y], [left + x, bottom - y], [right - x, bottom - y]];
    });
    // Hidden by what is painted above it; the empty edge of a neighbour's target hides nothing.
    const free = points.filter(([x, y]) => {
      const layers = document.elementsFromPoint(x, y);
      const depth = layers.findIndex((layer) => layer === e || e.contains(layer));
      return depth >= 0 && layers.slice(0, depth).every((layer) => layer.contains(e) || rgba(style(layer).backgroundColor)[3] === 0);
    });
    return free.length === points.length && points.length ? [] : [finding("focus-hidden", e, `${free.length} of ${points.length} corners seen`)];
  };
  const order = (a, b) => {
    if (!(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING)) return [finding("focus-order", b, "against the order of the text")];
    if (a.contains(b)) return [];
    let common = a.parentElement;
    while (!common.contains(b)) common = common.parentElement;
    const child = (e) => [...common.children].find((item) => item.contains(e));
    const from = [...child(a).getClientRects()].at(-1);
    const to = child(b).getClientRects()[0];
    if (!from || !to) return [];
    const row = Math.min(from.bottom, to.bottom) - Math.max(from.top, to.top);
    const beside = row > Math.min(from.height, to.height) / 2;
    const rtl = style(common).direction === "rtl";
    const ahead = beside ? (rtl ? to.right <= from.left + 2 : to.left >= from.right - 2) : to.top >= from.top - 2;
    return ahead ? [] : [finding("focus-order", b, `${beside ? "beside" : "above"} “${name(a)}”, ${style(common).direction}`)];
  };
  const stop = () => {
    const e = document.activeElement;
    const gone = !e || e === document.body || e === document.documentElement;
    // After the last stop the browser's own controls have the focus, or it begins again.
    if (gone || (last && e === first && e !== last)) return (first = last = null);
    first ??= e;
    const trap = e === last;
    const findings = trap ? [finding("keyboard-trap", e)] : [...outline(e), ...covered(e), ...(last ? order(last, e) : [])];
    last = e;
    const { left, right } = e.getBoundingClientRect();
    return { name: name(e), tag: e.tagName, left, right, trap, findings };
  };
  // All that Tab has to reach; a name for what looks alike; the focus without Tab, after one real Tab.
  const controls = () => all(CONTROL).filter((e) => e.tabIndex >= 0 && !e.disabled);
  const kinds = () => controls().map((e) =>
    [e.tagName, e.className, e.parentElement.tagName, e.closest("nav, .letter, .footnote, table, footer")?.className].join(" "));
  const focus = (index) => {
    const e = controls()[index];
    e.focus();
    const parts = [...e.getClientRects()].sort((a, b) => b.width - a.width);
    const { x, y, width, height, left, right } = parts[0];
    // Where the parts of a link on two lines touch, the outline goes around both and not between them.
    const touching = parts.slice(1).map((part) => Math.min(right, part.right) - Math.max(left, part.left));
    return { box: { x, y, width, height }, touching: touching.reduce((sum, one) => sum + Math.max(0, one), 0) };
  };
  const outlines = () => controls().flatMap((e) => (e.focus(), outline(e)));

  // 3.1.1, 3.1.2: the texts of the page, each with the language that it is marked with.
  const texts = () => {
    const parts = new Map();
    for (const node of textNodes()) {
      const marked = node.parentElement.closest("[lang], [translate=no]") ?? document.documentElement;
      if (marked.matches("[translate=no]")) continue;
      const own = block(node.parentElement);
      const owner = own.contains(marked) && own !== marked ? marked : own;
      const part = parts.get(owner) ?? parts.set(owner, { lang: tongue(node.parentElement), text: "", id: owner.closest("[id]")?.id ?? "" }).get(owner);
      part.text += ` ${node.data}`;
    }
    const spans = all("main a, main em, main cite, main q").filter((e) => !e.closest("[translate=no]"))
      .map((e) => ({ lang: tongue(e), text: e.innerText, id: e.closest("[id]")?.id ?? "" }));
    return [...parts.values(), ...spans].map((part) => ({ ...part, text: words(part.text) }));
  };

  // All that folds stands open, and a paragraph or section is the target, with its citation.
  const unfold = () => document.querySelectorAll("details").forEach((e) => (e.open = true));
  const open = () => {
    unfold();
    const part = document.querySelector("main [id] > a[href^='#'], main [id] > th > a[href^='#']");
    if (part) location.hash = part.hash;
    return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  };
  // WCAG 1.4.12; letters that join are exempt from letter spacing.
  const space = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; word-spacing: .16em !important; letter-spacing: .12em !important }
      p { margin-block-end: 2em !important } :lang(ar), :lang(ar) * { letter-spacing: 0 !important }`);
    document.adoptedStyleSheets = [sheet];
  };

  // The snapshots show what templates say. What editors write is left out, so that nobody who edits a
  // sentence, adds a page or an event has to renew them.
  const elide = () => {
    for (const e of document.querySelectorAll(
      ".menu li:nth-child(n+3):not(:has([aria-current])), .ways li:nth-child(n+3), .timeline li:nth-child(n+4)," +
      "tbody tr:nth-child(n+4), .states tbody tr:nth-child(n+2), article :is(ul, ol) > li:nth-child(n+3)," +
      "article > h2:not(:first-of-type), article:not(.letter) > h2 ~ :not(.footnote)")) e.remove();
    const kept = ".status, .beside, .cite, .n, .footnote-ref, .footnote-backref, .state, th[scope=col], .pairs, .entries";
    for (const node of textNodes()) {
      const e = node.parentElement;
      if (e.closest("main, footer p:last-child") && !e.closest(kept)) node.data = "…";
    }
  };

  return { stop, controls, kinds, focus, outlines, texts, unfold, open, space, elide };
})());
