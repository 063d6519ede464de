// The search among the passages of one language, loaded at the first question. Its words: docs/_data/search/.
(() => {
  const field = document.getElementById("q");
  const { passages, charset, names, engine, root } = field.form.dataset;
  const [status, list, texts] = ["status", "results", "search-texts"].map((id) => document.getElementById(id));
  const tag = document.documentElement.lang;
  const [MOST_LETTERS, EXCERPT] = [200, 70];
  // Chinese has no spaces: its characters come in runs.
  const WORD = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;
  const PIECE = /(\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+)/u;
  const [HAN, EXACT] = [/\p{Script=Han}/u, /[\p{N}\p{Script=Han}]/u];
  const SAME = { ى: "ي", ی: "ي", ک: "ك", ة: "ه" };
  const [own, loaded] = [{}, {}];
  const fold = (text) => {
    const plain = text.toLowerCase().normalize("NFKD").replace(/[\p{M}\u0640]/gu, "");
    const digits = plain.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt() % 16);
    const signs = digits.replace(/[ىیکة]|\p{Script=Han}/gu, (sign) => SAME[sign] ?? own.simplified?.get(sign) ?? sign);
    return signs.replace(/([a-zа-я])([a-zа-я])\2/g, "$1$2");
  };
  // What a word is found by: its stem, or its pairs of Chinese characters.
  const pairs = (run) => (run.length < 3 ? run : [...run.slice(1)].map((sign, i) => run[i] + sign));
  const terms = (word) => {
    const stem = fold(word);
    if (HAN.test(stem)) return stem.split(own.stopSigns).filter(Boolean).flatMap(pairs);
    return own.stop.has(stem) ? [] : [own.whole ? stem : (own.shape.exec(stem)?.[1] ?? stem)];
  };
  const words = (text) => text.match(WORD) ?? [];
  const tokenize = (text) => words(text).flatMap(terms);
  const row = (text) => ` ${tokenize(text).join(" ")} `;
  // On the pages, Arabic words are also found without the particle that is written to them.
  const bare = (word) => (own.particles.includes(word[0]) && word.length > 3 ? [word, word.slice(1)] : [word]);
  const boostDocument = (id, term, { said }) => (said.includes(own.phrase) ? 2 : 1);
  const wrongLetters = (more) => (term) => (EXACT.test(term) || term.length < 5 + more ? 0 : more + (term.length < 9 ? 1 : 2));
  const element = (name, properties, ...children) => {
    const result = Object.assign(document.createElement(name), properties);
    result.append(...children);
    return result;
  };
  const read = (url) => fetch(url).then((response) => (response.ok ? response.arrayBuffer() : Promise.reject(response)));
  const json = async (url, charset) => JSON.parse(new TextDecoder(charset).decode(await read(url)));
  const script = (src) => new Promise((onload, onerror) => document.head.append(element("script", { src, onload, onerror })));
  // `names` are asked for where a word is unknown: names in other languages, and traditional characters.
  const load = async (all) => {
    const loading = [json(passages, charset), all ? json(names) : {}, window.MiniSearch ?? script(engine)];
    const [{ pages, synonyms, ...rules }, rare] = await Promise.all(loading);
    const [stop, beginnings, endings] = [rules.stop, rules.beginnings, rules.endings].map((list) => list.map(fold));
    const shape = new RegExp(`^(?:${beginnings.join("|")})?(.{3,}?)(?:${endings.join("|")})?$`);
    const stopSigns = new RegExp(stop.filter((word) => HAN.test(word)).join("|") || "$^");
    Object.assign(own, rules, rare, { stop: new Set(stop), shape, stopSigns, simplified: new Map(rare.characters) });
    // A passage that says a name, or a word with synonyms, is also found by the others.
    const groups = [...synonyms, ...(rare.names ?? [])].map(([said, ...others]) => [row(said), words(others.join(" · "))]);
    const titles = new Map([...document.querySelectorAll(".pages a")].map((link) => [link.getAttribute("href"), link.text]));
    const parts = pages.flatMap(([address, found]) =>
      found.map(([id, name, text]) => {
        const href = root + address + (id && `#${id}`);
        const heading = name || titles.get(href);
        const said = row(`${heading} · ${text}`);
        const others = groups.filter(([name]) => said.includes(name)).flatMap(([, more]) => more);
        const also = [...new Set(others)].filter((word) => terms(word).some((term) => !said.includes(` ${term} `)));
        return { id: href, page: titles.get(root + address), heading, text, said, also: also.join(" · ") };
      }),
    );
    own.known = new Map(parts.flatMap(({ text, also }) => words(`${also} ${text}`)).map((word) => [terms(word)[0], word]));
    const index = new MiniSearch({
      fields: ["heading", "text", "page", "also"],
      storeFields: ["heading", "text", "page", "said"],
      tokenize: (text) => words(text).flatMap(bare).flatMap(terms),
      processTerm: (term) => term,
      searchOptions: { tokenize, boost: { heading: 1.5, also: 1.3 }, boostDocument, prefix: (term) => term.length > (HAN.test(term) ? 0 : 3) },
    });
    index.addAll(parts);
    return index;
  };
  // The words of a text, each with whether it was found, and what is between them.
  const pieces = (text, found) =>
    text.split(PIECE).map((piece, i, all) => {
      const around = HAN.test(piece) ? [piece, all[i - 2] + piece, piece + all[i + 2]] : [piece];
      return [piece, around.some((part) => tokenize(part).some((term) => found.has(term)))];
    });
  const unknown = (query, found) => {
    const rest = pieces(query, found).map(([piece, hit]) => (hit ? " " : piece));
    return words(rest.join("")).filter((word) => terms(word).length && (word.length > 1 || !HAN.test(word)));
  };
  // Other ways to read a query: a date in digits, two words written as one, the other keyboard layout.
  const date = (_, day, month, year) => new Date(year, month - 1, day).toLocaleDateString(tag, { dateStyle: "long" });
  const dated = (query) => query.replace(/(\d\d?)[./-](\d\d?)[./-](\d{4})/, date);
  const is = (part) => part.length > 2 && own.known.has(terms(part)[0]);
  const halves = (word) => [...word].map((_, i) => [word.slice(0, i), word.slice(i)]).find((two) => two.every(is)) ?? [word];
  const parted = (query) => query.replace(WORD, (word) => (is(word) ? word : halves(word).join(" ")));
  const retyped = (query) => [...query.toLowerCase()].map((sign) => own.keyboard[sign] ?? sign).join("");
  // Each is tried while a word is unknown; at last words with their endings, as of names, and a guess.
  const ways = [{}, {}, { read: dated }, { read: parted }, { read: retyped }, { whole: true }, { guess: 1 }];
  const search = async (typed, best = { missing: { length: Infinity } }) => {
    for (const [i, { read = String, whole, guess = 0 }] of ways.entries()) {
      if (!best.missing.length) break;
      const query = read(typed);
      const index = await (loaded[i > 0] ??= load(i > 0));
      own.whole = whole;
      own.phrase = row(query);
      const all = index.search(query, { fuzzy: wrongLetters(guess) });
      const found = all.filter(({ score }) => score > all[0].score / 10);
      const missing = unknown(query, new Set(all.flatMap(({ queryTerms }) => queryTerms)));
      own.whole = false;
      const like = index.search(typed, { fuzzy: (term) => !EXACT.test(term) && Math.floor(term.length / 2.5) });
      const near = [...new Set(like.flatMap((part) => part.terms))].slice(0, 3).map((term) => own.known.get(term) ?? term);
      // What is only guessed stays unknown.
      if (missing.length < best.missing.length) best = { query, found, missing: guess ? best.missing : missing, near };
    }
    return best;
  };
  // A text of the interface. What is filled in keeps a direction of its own.
  const say = (name, values) => {
    const parts = texts.content.querySelector(`.${name}`).textContent.split(/\{(\w+)\}/);
    return parts.map((part, i) => (i % 2 ? element("bdi", {}, values[part]) : part));
  };
  const asking = (query) => `?${new URLSearchParams({ q: query })}`;
  const item = ({ id, page, heading, text, terms: found }) => {
    const all = pieces(text, new Set(found));
    const start = Math.max(0, all.findIndex(([, hit]) => hit) - EXCERPT / 5);
    const part = all.slice(start, start + EXCERPT).map(([piece, hit]) => (hit ? element("mark", {}, piece) : piece));
    const excerpt = element("p", {}, start ? "…" : "", ...part, start + EXCERPT < all.length ? "…" : "");
    return element("li", {}, element("a", { href: id }, heading), " ", element("small", {}, page), excerpt);
  };
  const answer = async () => {
    const turn = (own.asked = location.search);
    field.value = (new URLSearchParams(turn).get("q") ?? "").trim().slice(0, MOST_LETTERS);
    for (const link of document.querySelectorAll("nav a[hreflang]")) link.search = turn;
    for (const part of [list, status]) part.replaceChildren();
    list.hidden = true;
    if (!field.value) return;
    status.append(...say("loading"));
    try {
      const { query, found, missing, near } = await search(field.value);
      if (turn !== own.asked) return;
      const category = found.length ? new Intl.PluralRules(tag).select(found.length) : "none";
      status.replaceChildren(...say(category, { n: found.length, query }));
      if (found.length && missing.length) status.append(" ", ...say("missing", { words: missing.join(", ") }));
      const others = [...near.map((word) => [asking(word), word]), ["#index", ...say("index")]];
      if (!found.length) status.append(...others.flatMap(([href, ...text]) => [" ", element("a", { href }, ...text)]));
      list.append(...found.map(item));
      list.hidden = !found.length;
    } catch {
      // Anew from the server: a file may be gone because the page is older than the site.
      status.replaceChildren(...say("failed"), " ", element("button", { onclick: () => location.reload() }, ...say("again")));
    }
  };
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", asking(field.value.trim()));
    answer();
  });
  addEventListener("popstate", () => location.search === own.asked || answer());
  answer();
  if (!location.hash) field.focus({ preventScroll: true });
})();
