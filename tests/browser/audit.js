// Our own checks of the page that is open: what the engines miss. Each function returns its findings.
globalThis.audit = (() => {
  const CONTROL =
    "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex]:not([tabindex^='-'])," +
    "[role=button], [role=link], [role=checkbox], [role=tab], [role=menuitem]";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)].filter(seen);
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const style = (e) => getComputedStyle(e);
  const px = (text) => parseFloat(text) || 0;
  const words = (text) => text.replace(/\s+/g, " ").trim();
  const name = (e) => words(e.getAttribute("aria-label") ?? e.innerText ?? "");
  const tongue = (e) => e.closest("[lang]")?.lang ?? "";
  const finding = (rule, e, message = "") => ({
    rule, message,
    id: e.closest("[id]")?.id ?? "",
    html: e.cloneNode(e.children.length < 4).outerHTML.slice(0, 160),
  });
  const block = (e) => {
    while (e.parentElement && style(e).display.startsWith("inline")) e = e.parentElement;
    return e;
  };
  const textNodes = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.data.trim() && seen(node.parentElement)) nodes.push(node);
    }
    return nodes;
  };
  const lines = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((r) => r.width > 1 && r.height > 1);
  };
  const scroller = (e) => {
    for (; e && e !== document.body; e = e.parentElement) {
      if (/auto|scroll/.test(style(e).overflowX + style(e).overflowY)) return e;
    }
    return null;
  };

  // Colours: WCAG 2.2, relative luminance and contrast ratio.
  const rgba = (text) => {
    const parts = text.match(/[\d.]+/g).map(Number);
    if (!text.startsWith("rgb")) throw new Error(`colour ${text}`);
    return [...parts.slice(0, 3), parts[3] ?? 1];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((v, i) => v * a + under[i] * (1 - a)).concat(1);
  const ground = (e) => {
    const layers = [];
    for (; e; e = e.parentElement) {
      layers.push(rgba(style(e).backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    const canvas = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reduceRight((under, layer) => over(layer, under), canvas);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  const checks = {
    // 2.5.8, by box: 44 px in navigation, else 24; a link inside a sentence is exempt.
    targets() {
      const inSentence = (e) => {
        if (style(e).display !== "inline" || e.matches(".n, [role=doc-noteref], [role=doc-backlink]")) return false;
        const rest = block(e).cloneNode(true);
        rest.querySelectorAll("a, button, small").forEach((other) => other.remove());
        return /\p{L}{2}/u.test(rest.textContent);
      };
      // On 24 pixels in the middle no other target lies (1 pixel of tolerance at each edge).
      const free = (r, e) => {
        const on = (y) => [-11, 0, 11].every((dx) => {
          const top = document.elementFromPoint(r.left + r.width / 2 + dx, y);
          return top && (e.contains(top) || top.contains(e));
        });
        const middle = r.top + r.height / 2;
        if ([-11, 0, 11].every((dy) => on(middle + dy))) return true;
        let run = 0, best = 0;
        for (let y = r.top + 1; y < r.bottom; y++) best = Math.max(best, (run = on(y) ? run + 1 : 0));
        return best >= 22;
      };
      return all(CONTROL).filter((e) => !inSentence(e)).flatMap((e) => {
        const least = e.closest("nav") ? 44 : 24;
        e.scrollIntoView({ block: "center", inline: "center" });
        const big = [...e.getClientRects()].filter((r) => r.width > least - 0.5 && r.height > least - 0.5);
        const { width, height } = e.getBoundingClientRect();
        const said = `${width.toFixed(1)} × ${height.toFixed(1)}`;
        if (!big.length) return [finding("target-size", e, `${said}, not ${least}`)];
        const inside = e.matches(".skip") || width > innerWidth || big.some((r) => free(r, e));
        return inside ? [] : [finding("target-size", e, `${said}, another target lies on it`)];
      });
    },
    // 1.4.3, for every text, also where the engines cannot tell.
    contrast() {
      return textNodes().flatMap((node) => {
        const e = node.parentElement;
        if (!lines(node).length || e.closest(":disabled")) return [];
        const { color, fontSize, fontWeight } = style(e);
        const back = ground(e);
        const found = ratio(over(rgba(color), back), back);
        const large = px(fontSize) >= 24 || (px(fontSize) >= 18.66 && fontWeight >= 700);
        return found >= (large ? 3 : 4.5) ? [] : [finding("contrast", e, found.toFixed(2))];
      });
    },
    // 1.4.11: the edge or ground of a form control stands out.
    controls() {
      return all("input:not([type=hidden]), select, textarea, button").flatMap((e) => {
        const back = ground(e.parentElement);
        const edge = px(style(e).borderTopWidth) ? over(rgba(style(e).borderTopColor), back) : back;
        const best = Math.max(ratio(edge, back), ratio(ground(e), back));
        return best >= 3 ? [] : [finding("control-contrast", e, best.toFixed(2))];
      });
    },
    // 1.4.10: nothing beside the window but inside a scroller.
    reflow() {
      const wide = document.scrollingElement.scrollWidth;
      const beside = all("body *").filter((e) => {
        const r = e.getBoundingClientRect();
        return r.width > 1 && (r.right > innerWidth + 1 || r.left < -1) && !scroller(e.parentElement);
      });
      const found = beside.slice(0, 5).map((e) => finding("reflow", e, `wider than ${innerWidth}`));
      return found.length || wide <= innerWidth ? found : [finding("reflow", document.body, `${wide} > ${innerWidth}`)];
    },
    // ACT 0ssw9k: a scroller can be reached by keyboard and has a name.
    scrollers() {
      return all("body *").filter((e) => scroller(e) === e).flatMap((e) => {
        const moves = e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
        const fine = e.tabIndex >= 0 && e.getAttribute("role") && name(e);
        return !moves || fine ? [] : [finding("scroller", e, "not focusable, or without role and name")];
      });
    },
    // 1.4.4, 1.4.12: no text cut off, none upon another.
    clipped() {
      return all("body *").filter((e) => e.textContent.trim() && /hidden|clip/.test(style(e).overflow))
        .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
        .map((e) => finding("clipped", e, `${e.scrollWidth} × ${e.scrollHeight} in ${e.clientWidth} × ${e.clientHeight}`));
    },
    overlap() {
      const boxes = textNodes().flatMap((node) => {
        const own = block(node.parentElement);
        const frame = scroller(own)?.getBoundingClientRect();
        return lines(node)
          .filter((r) => !frame || (r.right <= frame.right + 1 && r.left >= frame.left - 1))
          // The box of a line holds more than its ink: its middle is what must stay free.
          .map((r) => ({ own, left: r.left + 2, right: r.right - 2, top: r.top + r.height * 0.3, bottom: r.bottom - r.height * 0.3 }));
      }).sort((a, b) => a.top - b.top);
      return boxes.flatMap((a, index) => {
        for (const b of boxes.slice(index + 1)) {
          if (b.top >= a.bottom) break;
          if (a.own !== b.own && a.left < b.right && b.left < a.right) return [finding("overlap", b.own, words(a.own.textContent).slice(0, 40))];
        }
        return [];
      });
    },
    // 1.3.1: every cell of a table has a header.
    tables() {
      return all("table").flatMap((table) => {
        const rows = [...table.rows];
        const heads = rows.find((row) => [...row.cells].every((cell) => cell.matches("th[scope=col]")));
        const bare = rows.filter((row) => row !== heads).flatMap((row) => [...row.cells])
          .filter((cell) => !cell.matches("th[scope=row]"))
          .filter((cell) => !heads?.cells[cell.cellIndex] && !cell.parentElement.querySelector("th[scope=row]"));
        const empty = [...table.querySelectorAll("th")].filter((cell) => seen(cell) && !name(cell));
        return [...bare.slice(0, 1), ...empty].map((cell) => finding("table-headers", cell));
      });
    },
    // 1.3.1, 2.4.6: one h1, first; no level left out; none empty.
    headings() {
      const heads = all("h1, h2, h3, h4, h5, h6, [role=heading]");
      const level = (e) => Number(e.ariaLevel ?? e.tagName[1]);
      const found = heads.filter((e, i) => level(e) > (i ? level(heads[i - 1]) + 1 : 1) || !name(e));
      const ones = heads.filter((e) => level(e) === 1);
      return [...found, ...ones.slice(1), ...(ones.length ? [] : [document.body])].map((e) => finding("headings", e));
    },
    // 2.4.4: the same words lead to the same place, which is there, and say which.
    links() {
      const empty = /^(click here|here|more|read more|link|هنا|اضغط هنا|المزيد|这里|點擊|点击这里|更多|ici|cliquez ici|lire la suite|здесь|тут|подробнее|aquí|haga clic aquí|más)$/i;
      const places = new Map();
      return all("a[href]").flatMap((e) => {
        const words = name(e);
        const key = `${tongue(e)} ${words}`;
        const first = places.get(key) ?? places.set(key, e.href).get(key);
        const part = decodeURIComponent(e.getAttribute("href")).match(/^#(.+)/)?.[1];
        if (part && !document.getElementById(part)) return [finding("link-purpose", e, "leads nowhere")];
        if (empty.test(words)) return [finding("link-purpose", e, words)];
        return first === e.href ? [] : [finding("link-purpose", e, `${words}: ${first} and ${e.href}`)];
      });
    },
    // 2.1.1: what a mouse can press, the keyboard can reach.
    pointer() {
      return all("body *").filter((e) => (e.hasAttribute("onclick") || style(e).cursor === "pointer") && !e.closest(CONTROL + ", label"))
        .filter((e) => e.parentElement === document.body || style(e.parentElement).cursor !== "pointer")
        .map((e) => finding("mouse-only", e));
    },
    // 2.3.3, 2.2.2: to be run with reduced motion.
    motion() {
      const moving = all("body *").filter((e) => {
        const s = style(e);
        return s.animationName !== "none" || /[1-9]/.test(s.transitionDuration) || s.scrollBehavior === "smooth" || e.matches("marquee, [autoplay]");
      });
      return moving.map((e) => finding("motion", e));
    },
    // 3.3, UAX #9: a run of Latin letters in Arabic stands in an element with a direction of its own.
    isolation() {
      return textNodes().filter((node) => style(node.parentElement).direction === "rtl")
        .filter((node) => /[A-Za-z+@]|\d-\d/.test(node.data))
        .map((node) => finding("isolation", node.parentElement, words(node.data).slice(0, 60)));
    },
  };

  return { checks, tools: { CONTROL, all, style, px, words, name, tongue, finding, block, textNodes, rgba, ground, ratio } };
})();
