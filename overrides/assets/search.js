// Search in the pages of one language. The index from A to Z of the same page needs none of this.
// Words are cut as in scripts/microsite/words.py, whose rules come with the index.
(() => {
  const form = document.querySelector("form[role=search]");
  const state = document.querySelector("[role=status]");
  const list = document.getElementById("results");
  const more = document.getElementById("more");
  const texts = document.getElementById("search-texts").content;
  let stop = "";
  let replace = [];
  const root = new URL(form.dataset.root, location.href);
  const tag = document.documentElement.lang;
  const FIRST_PAGES = 3;

  const WORD = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;
  const SIGNS = /[\u0306\u064b\u0654\u0655]/g;
  const ACCENTS = /(?![\u0306\u064b\u0654\u0655])[\p{M}\u0640]/gu;
  const words = (text) => [...text.matchAll(WORD)];
  const plain = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(ACCENTS, "")
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt() % 16);
  const key = (word) => {
    let result = plain(word);
    if (stop.split(" ").includes(result.replace(SIGNS, "")) || /^(?!\p{Script=Han})\p{L}$/u.test(result)) return "";
    for (const [pattern, other] of replace) result = result.replace(new RegExp(pattern, "u"), other);
    return result.replace(SIGNS, "");
  };

  const LETTER = "(?!\\p{Script=Han})\\p{L}";
  const load = async () => {
    const base = new URL("pagefind/", root);
    const [pagefind, response] = await Promise.all([
      import(new URL("pagefind.js", base)),
      fetch(new URL(`passages.${tag}.json`, base)),
    ]);
    if (!response.ok) throw new Error(response.statusText);
    // A worker would need the same code a second time, and these indexes are small.
    await pagefind.options({ noWorker: true });
    const pages = new Map();
    const content = await response.json();
    ({ stop = "", replace = [] } = content.rules);
    const { forms = [] } = content.rules;
    for (const [id, [address, parts]] of Object.entries(content.pages)) {
      const page = { address, passages: [] };
      let from = 0;
      for (const [anchor, name, length] of parts) {
        page.passages.push({ page, anchor, from, text: from + name, length });
        from += name + length;
      }
      pages.set(id, page);
    }
    const synonyms = content.synonyms.map(([pattern, other]) => [new RegExp(`(?<!${LETTER})(?:${pattern})(?!${LETTER})`, "gu"), other]);
    return { search: async (term) => (await pagefind.search(term)).results, pages, forms, synonyms };
  };
  let engine;

  // The text of a page: for each passage a line with its name and a line with its text.
  const lines = async (page) => (page.lines ??= (await page.data()).content.split("\n"));

  // Pagefind also answers with words that only begin alike.
  const alike = async (asked, page, place) => {
    const found = key(words((await lines(page)).join("\n"))[place][0]);
    let same = 0;
    while (same < asked.length && asked[same] === found[same]) same++;
    return same === asked.length || same >= 0.6 * Math.max(asked.length, found.length);
  };

  // Where a word stands in any form: page → place → how surely it is the word asked for.
  const places = async ({ search, pages, forms }, asked) => {
    const found = new Map();
    const add = async (form, sure) => {
      const known = new Set((await search(`"${form}"`)).map(({ id }) => id));
      if (!known.size && sure < 1) return;
      const results = await search(form);
      for (const { id, data } of results) pages.get(id).data = data;
      if (!known.size && results.length && !(await alike(form, pages.get(results[0].id), results[0].words[0]))) return;
      for (const { id, words: at } of results) {
        const page = pages.get(id);
        if (!found.has(page)) found.set(page, new Map());
        const value = known.has(id) || !known.size ? sure : sure / 2;
        for (const place of at) if (!(found.get(page).get(place) >= value)) found.get(page).set(place, value);
      }
    };
    await add(asked, 1);
    for (const [pattern, other] of forms) {
      const form = asked.replace(new RegExp(pattern, "u"), other);
      if (form !== asked) await add(form, 0.3);
    }
    return found;
  };

  // The passages in which words stand one after the other: passage → hits.
  const hits = async (tools, keys) => {
    const each = await Promise.all(keys.map((asked) => places(tools, asked)));
    const found = new Map();
    for (const [page, first] of each[0]) {
      for (const [place, sure] of first) {
        if (!each.every((other, i) => other.get(page)?.has(place + i))) continue;
        const passage = page.passages.findLast(({ from }) => from <= place);
        if (!found.has(passage)) found.set(passage, []);
        found.get(passage).push({ place, sure, end: place + keys.length });
      }
    }
    return found;
  };

  // A query in the words of the pages. Of a date in digits the year comes first, or the day.
  const worded = (query, synonyms) => {
    const text = plain(query)
      .replace(/\b(\d{4})[-./](\d\d?)[-./](\d\d?)\b/g, "$3.$2.$1")
      .replace(/\b([0-3]?\d)[-./]([01]?\d)[-./](\d{4})\b/g, (_, day, month, year) =>
        new Date(year, month - 1, day).toLocaleDateString(tag, { dateStyle: "long" }),
      );
    return synonyms.reduce((text, [pattern, other]) => text.replace(pattern, other), text);
  };

  // What is asked for, in parts: each word alone, but a run of Chinese characters together or, where
  // no page has it, in those pairs that one has. A word that no page has may be two that stand together.
  const RUN = /(?=\p{N}*\p{Script=Han})[\p{Script=Han}\p{N}]+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;
  const parts = async (tools, query) => {
    const found = [];
    for (const run of new Set(query.match(RUN))) {
      const keys = words(run).map(([word]) => key(word));
      if (!keys.every(Boolean)) continue;
      let whole = await hits(tools, keys);
      for (let i = 2; keys.length < 2 && !whole.size && i < run.length - 1; i++) {
        const halves = [run.slice(0, i), run.slice(i)].map(key);
        if (halves.every(Boolean)) whole = await hits(tools, halves);
      }
      const pairs = whole.size ? [] : keys.slice(1).map((last, i) => hits(tools, [keys[i], last]));
      const known = (await Promise.all(pairs)).filter(({ size }) => size);
      found.push(...(known.length ? known : [whole]));
    }
    return found;
  };

  // BM25 over passages, in which a hit in a heading counts as three. The title of a page counts a
  // little for all its passages, notes count half. Left out is what has fewer of the words than others.
  const rank = async (tools, query) => {
    const asked = worded(query, tools.synonyms);
    // The pages may write as one word what has a hyphen here.
    let found = await parts(tools, asked.replace(/(?<=\p{L})\p{Pd}(?=\p{L})/gu, ""));
    if (!found.every(({ size }) => size)) found = await parts(tools, asked);
    const all = [...tools.pages.values()].flatMap(({ passages }) => passages);
    const mean = all.reduce((sum, { length }) => sum + length, 0) / all.length;
    const scores = [];
    for (const passage of all) {
      const score = { passage, value: 0, words: 0, marks: [] };
      for (const part of found) {
        const rarity = Math.log(1 + (all.length - part.size + 0.5) / (part.size + 0.5));
        const top = passage.page.passages[0];
        const own = part.get(passage);
        if (own) {
          const weight = own.reduce((sum, { place, sure }) => sum + sure * (place < passage.text ? 3 : 1), 0);
          score.value += (rarity * 2.2 * weight) / (weight + 0.8 + (0.4 * passage.length) / mean);
          score.words += 1;
          score.marks.push(...own);
        } else if (part.get(top)?.some(({ place }) => place < top.text)) {
          score.value += rarity * 0.3;
          score.words += 0.5;
        }
      }
      if (passage.anchor.startsWith("fn:")) score.value /= 2;
      if (score.marks.length) scores.push(score);
    }
    const most = Math.max(found.length / 3, ...scores.map((score) => score.words));
    return scores.filter((score) => score.words > most - 1 && score.words >= found.length / 3).sort((a, b) => b.value - a.value);
  };

  const element = (name, ...children) => {
    const result = document.createElement(name);
    result.append(...children);
    return result;
  };

  const anchor = (address, ...children) => {
    const result = element("a", ...children);
    result.href = address;
    return result;
  };

  // A text of the page's language. What is filled in keeps a direction of its own.
  const say = (name, values) =>
    texts
      .querySelector(`.${name}`)
      .textContent.split(/\{(\w+)\}/)
      .map((part, i) => (i % 2 ? element("bdi", String(values[part])) : part));

  const fail = () => state.replaceChildren(...say("failed"), " ", anchor("#index", ...say("index")));

  // Some words around the best place of a text, with the words found marked.
  const excerpt = (text, marks, before) => {
    const all = words(text);
    const marked = all.map((_, i) => marks.some(({ place, end }) => place <= before + i && before + i < end));
    const size = /\p{Script=Han}/u.test(text) ? 60 : 30;
    const count = (at) => marked.slice(at, at + size).filter(Boolean).length;
    const best = marked.reduce((most, is, at) => (is && count(at) > count(most) ? at : most), 0);
    const start = Math.max(0, Math.min(best - 5, all.length - size));
    const end = Math.min(all.length, start + size);
    const result = element("p", start ? "…" : "");
    let from = start ? all[start].index : 0;
    for (let i = start; i < end; i++) {
      if (!marked[i]) continue;
      const first = all[i].index;
      while (i + 1 < end && marked[i + 1]) i++;
      const last = all[i].index + all[i][0].length;
      result.append(text.slice(from, first), element("mark", text.slice(first, last)));
      from = last;
    }
    result.append(text.slice(from, all[end]?.index), end < all.length ? "…" : "");
    return result;
  };

  const item = (texts, { passage, marks }) => {
    const at = passage.page.passages.indexOf(passage);
    const number = passage.anchor.match(/^p(\d+)$/)?.[1];
    const name = number ? say("paragraph", { n: number }) : [texts.findLast((text, i) => text && i % 2 === 0 && i <= 2 * at)];
    const address = new URL(passage.page.address + (passage.anchor && `#${passage.anchor}`), root);
    const text = texts[2 * at + 1];
    return element("li", anchor(address, ...name), text ? excerpt(text, marks, passage.text) : "");
  };

  const group = async ([page, found]) => {
    const texts = await lines(page);
    const title = element("h2", anchor(new URL(page.address, root), texts[0]));
    return element("li", title, element("ul", ...found.map((one) => item(texts, one))));
  };

  // Runs a step of the answer in hand, and tells when it fails. A later answer makes it void.
  let turn = 0;
  const run = async (mine, step) => {
    list.ariaBusy = true;
    try {
      await step(() => mine === turn);
    } catch {
      engine = undefined;
      if (mine === turn) fail();
    }
    if (mine === turn) list.ariaBusy = false;
  };

  const answer = () => {
    const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";
    const mine = ++turn;
    form.q.value = query;
    list.replaceChildren();
    list.hidden = more.hidden = true;
    state.replaceChildren(...(query ? say("loading") : []));
    if (!query) return;
    run(mine, async (current) => {
      engine ??= load();
      const found = await rank(await engine, query);
      const pages = new Map();
      for (const one of found) pages.set(one.passage.page, [...(pages.get(one.passage.page) ?? []), one]);
      const groups = await Promise.all([...pages].slice(0, FIRST_PAGES).map(group));
      if (!current()) return;
      list.append(...groups);
      list.hidden = !groups.length;
      const category = found.length ? new Intl.PluralRules(tag).select(found.length) : "none";
      state.replaceChildren(...say(category, { n: found.length, query }));
      const rest = [...pages].slice(FIRST_PAGES);
      more.hidden = !rest.length;
      more.onclick = () => {
        more.hidden = true;
        run(mine, async () => {
          const others = await Promise.all(rest.map(group));
          if (!current()) return;
          list.append(...others);
          others[0].querySelector("a").focus();
        });
      };
    });
  };

  if (location.protocol === "file:") return fail();
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", `?${new URLSearchParams({ q: form.q.value.trim() })}`);
    answer();
  });
  addEventListener("popstate", answer);
  answer();
})();
