// What a reader sees and the engines do not measure. Each function returns what is wrong, in words.
globalThis.sight = (() => {
  const style = (e) => getComputedStyle(e);
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const said = (e, what) => `${what}: ${e.outerHTML.slice(0, 120)}`;
  const above = function* (e) {
    for (; e && e !== document.documentElement; e = e.parentElement) yield e;
  };

  // WCAG 1.4.10: nothing stands beside the window, or is cut off, but inside a part that scrolls by itself.
  const wide = () => {
    const free = all("body *").filter((e) => [...above(e.parentElement)].every((a) => a === document.body || style(a).overflowX === "visible"));
    const beside = free.filter((e) => {
      const { left, right, width } = e.getBoundingClientRect();
      return width > 1 && (right > innerWidth + 1 || left < -1);
    });
    const cut = free.filter((e) => /hidden|clip/.test(style(e).overflowX) && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1);
    const page = document.scrollingElement.scrollWidth;
    return [
      ...beside.slice(0, 3).map((e) => said(e, "beside the window")),
      ...cut.slice(0, 3).map((e) => said(e, "cut off")),
      ...(page > innerWidth ? [`the page scrolls: ${page}`] : []),
    ];
  };

  // WCAG 2.5.8: at least 24 pixels, 44 in navigation; a link inside a sentence is exempt.
  const small = () => all("a[href], button, summary, input, select").filter((e) => {
    const boxes = [...e.getClientRects()].filter((box) => box.width > 1 && box.bottom > 0);
    const least = e.closest("nav") ? 43.5 : 23.5;
    const part = e.closest("sup") ?? e;
    const rest = [...part.parentElement.childNodes].filter((node) => node !== part && /\p{L}\S/u.test(node.textContent));
    const inSentence = style(e).display === "inline" && rest.length && !e.closest("nav");
    return boxes.length && !inSentence && !boxes.some((box) => box.width >= least && box.height >= least);
  }).map((e) => said(e, `${e.offsetWidth} × ${e.offsetHeight}`));

  // WCAG 1.4.3, also where axe cannot tell the ground: 4.5, or 3 for large text.
  const rgba = (text) => {
    const [r, g, b, alpha = 1] = text.match(/[\d.]+(?:e-\d+)?/g).map(Number);
    return [...[r, g, b].map((value) => value * (text.startsWith("color") ? 255 : 1)), alpha];
  };
  const over = ([r, g, b, alpha], under) => [r, g, b].map((value, i) => value * alpha + under[i] * (1 - alpha));
  const canvas = () => (matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255]);
  const ground = (e) => [...above(e), document.documentElement].map((a) => rgba(style(a).backgroundColor))
    .reduceRight((under, layer) => over(layer, under), canvas());
  const light = (colour) => colour
    .map((value) => (value <= 10.3 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const faint = () => all("body *").filter((e) => [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim())).filter((e) => {
    const { color, fontSize, fontWeight } = style(e);
    const large = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
    return ratio(over(rgba(color), ground(e)), ground(e)) < (large ? 3 : 4.5);
  }).map((e) => said(e, `contrast, ${style(e).color}`));

  // WCAG 2.3.3: to be asked with reduced motion.
  const moving = () => all("body *").filter((e) => style(e).animationName !== "none" || /[1-9]/.test(style(e).transitionDuration) || style(e).scrollBehavior === "smooth")
    .map((e) => said(e, "moves"));

  // No word is broken before its last letter, no number of a note within itself; in Chinese none begins a line.
  const broken = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const found = [];
    const line = (node, index) => {
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      return range.getBoundingClientRect().top;
    };
    for (const sup of all("main sup")) {
      const boxes = [...sup.getClientRects()];
      range.setStart(sup.parentElement, 0);
      range.setEndBefore(sup);
      const before = [...range.getClientRects()].pop();
      const begins = /\p{Script=Han}\P{L}*$/u.test(range.toString()) && boxes[0].top >= before.bottom;
      if (boxes.length > 1 || begins) found.push(said(sup, "parted"));
    }
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!seen(node.parentElement) || node.parentElement.closest("[hidden], svg")) continue;
      for (const { 0: word, index } of node.data.matchAll(/(?<![\p{L}\p{M}])[\p{L}\p{M}]{4,}(?![\p{L}\p{M}])/gu)) {
        const last = index + word.length - 1;
        if (!/\p{Script=Han}/u.test(word) && line(node, last) - line(node, last - 1) > 4) found.push(said(node.parentElement, `broken: ${word}`));
      }
    }
    return found;
  };

  // All that Tab has to reach, numbered in the order of the page.
  const stops = () => [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0 && !e.disabled).map((e, index) => (e.dataset.stop = index)).length;
  // The number of what has the focus, and what is wrong with it: hidden, or without a ring of 2 pixels.
  const stop = () => {
    const e = document.activeElement;
    if (!e.dataset.stop) return [null, ""];
    const box = [...e.getClientRects()].find(({ width }) => width > 1) ?? e.getBoundingClientRect();
    const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
    const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
    const layers = document.elementsFromPoint(x, y);
    const depth = layers.findIndex((layer) => e.contains(layer));
    const clear = (layer) => layer.contains(e) || rgba(style(layer).backgroundColor)[3] === 0;
    const { outlineStyle, outlineWidth } = style(e);
    const passed = style(e).pointerEvents === "none"; // then no layer says where it is
    if (!passed && (depth < 0 || !layers.slice(0, depth).every(clear))) return [Number(e.dataset.stop), said(e, "hidden")];
    const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    return [Number(e.dataset.stop), ring ? "" : said(e, "no ring")];
  };

  // The characters of a part as the eye meets them from left to right.
  const read = (part) => {
    const letters = [];
    const range = document.createRange();
    const walker = document.createTreeWalker(document.querySelector(part), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      [...node.data].forEach((letter, index) => {
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const box = range.getClientRects()[0];
        if (box?.width) letters.push([box.left + box.width / 2, letter]);
      });
    }
    return letters.sort((a, b) => a[0] - b[0]).map(([, letter]) => letter).join("");
  };

  const add = (css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  };
  const unfold = (which = "details") => document.querySelectorAll(which).forEach((e) => (e.open = true));
  return { wide, small, faint, moving, broken, stops, stop, read, add, unfold };
})();
