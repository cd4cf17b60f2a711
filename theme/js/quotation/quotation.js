/*
 * "Check a quotation": tells whether pasted words stand in the statement, in the browser alone.
 *
 * Two halves. checkQuotation(pasted, data) is pure and knows no page; the rest shows its answer.
 * How a paste is judged: first as a string, with typography folded away step by step; if that finds nothing, word by
 * word, by one alignment of the paste with the whole statement in which leaping to another passage has a price.
 */
(function () {
  "use strict";

  /**
   * What checkQuotation returns.
   * @typedef {object} Answer
   * @property {"empty"|"short"|"exact"|"typography"|"nearly"|"merged"|"rendering"|"unrelated"|"long"} verdict
   * @property {string[]} passages numbers of the passages concerned, in the order of the statement
   * @property {string[]} forgiven keys of FORGIVEN: what was overlooked to call it exact ("typography" only)
   * @property {Part[]} parts one for each place ("exact", "typography") or for each stretch of the paste (others)
   * @property {string} corrected the statement's own words; for several stretches, each with its number
   * @property {{passage: string, ours: string, theirs: string}[]} renderings phrases of the other English text
   *
   * @typedef {object} Part
   * @property {string[]} passages empty for words that come from nowhere in the statement
   * @property {string} corrected the statement's words for this stretch
   * @property {{op: "same"|"del"|"ins", text: string}[]} diff word by word; only "same" where it is exact
   */

  // ---- folding typography ----

  const FORGIVEN = {
    hyphenation: "a word divided at the end of a line",
    invisible: "invisible characters",
    ligatures: "joined letters",
    spaces: "spaces and line breaks",
    quotes: "the form of quotation marks or apostrophes",
    dashes: "the form of hyphens or dashes",
    citation: "what stands before or after it, such as a citation or a passage number",
    wrap: "quotation marks around it",
    initial: "letter case or brackets in its first word",
    stop: "punctuation at its end",
    edge: "an ellipsis at its beginning or end",
    omission: "words left out at an ellipsis",
  };

  const QUOTES =
    "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2032\u2033\u02bc\uff02\uff07";
  const DASHES = /[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g;
  const QUOTE = new RegExp(`[${QUOTES}]`, "g");
  const INVISIBLE =
    /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]/g;
  const DOTS = "(?:\u2026|\\. ?\\. ?\\.)";
  const ELLIPSIS = new RegExp(`\\[ ?${DOTS} ?\\]|\\( ?${DOTS} ?\\)|${DOTS}(?: ?\\.)?`, "g");
  const [FIRST_ELLIPSIS, LAST_ELLIPSIS] = [
    new RegExp(`^(?:${ELLIPSIS.source})`),
    new RegExp(`(?:${ELLIPSIS.source})$`),
  ];
  const LONGEST_WORD = 60; // Longer "words" are noise; looking back no further keeps every step linear.

  // One step for each kind that can be undone alone: what the paste fails without was forgiven. Order matters: a soft
  // hyphen at the end of a line divides a word, anywhere else it is invisible.
  const FOLDS = {
    hyphenation: joinDividedWords,
    invisible: (text) => text.replace(INVISIBLE, ""),
    ligatures: (text) => text.replace(/[\ufb00-\ufb06]/g, (c) => c.normalize("NFKC")),
    spaces: (text) => text.replace(/\s+/g, " "),
    quotes: (text) => text.replace(QUOTE, "'"),
    dashes: (text) => text.replace(DASHES, "-"),
  };

  /** Join "cooper-⏎ation" but keep the hyphen of "anti-⏎pandemic": the statement's vocabulary decides. */
  function joinDividedWords(text, vocabulary) {
    return text.replace(/[-\u2010\u2011\u00ad][ \t]*\r?\n\s*(?=\p{L})/gu, (gap, at) => {
      const before = text.slice(Math.max(0, at - LONGEST_WORD), at).match(/[^\s(["']*$/)[0];
      const after = text.slice(at + gap.length, at + gap.length + LONGEST_WORD).match(/^[\p{L}\p{N}-]*/u)[0];
      const hyphenated = keyOf(FOLDS.dashes(`${before}-${after}`));
      return vocabulary.has(hyphenated) ? "-" : "";
    });
  }

  /** All folds but `skipped`. Line breaks alone never count: between passages they belong there. */
  function fold(text, statement, skipped) {
    let folded = text;
    for (const [kind, step] of Object.entries(FOLDS)) {
      if (kind !== skipped && skipped !== "all") folded = step(folded, statement.vocabulary);
    }
    return folded.replace(/[ \t]*[\r\n][\s]*/g, "\n").trim();
  }

  /** Lower case that keeps every offset. */
  function lower(text) {
    const lowered = text.toLowerCase();
    return lowered.length === text.length ? lowered : text.replace(/[A-Z]/g, (c) => c.toLowerCase());
  }

  function stripEnd(text, characters) {
    let end = text.length;
    while (end > 0 && characters.includes(text[end - 1])) end--;
    return text.slice(0, end);
  }

  function stripStart(text, characters) {
    let start = 0;
    while (start < text.length && characters.includes(text[start])) start++;
    return text.slice(start);
  }

  // ---- the statement, prepared once ----

  const STOP = new Set(
    (
      "a an the and or of to in on at by for from with as is are was were be been being has have had will would shall " +
      "should may might can could must do does did not no that this these those it its their our we they he she his " +
      "her you your i all each other such so than then there which who whom into between among through over under " +
      "after before about also more most both"
    ).split(" "),
  );
  // A word of a few passages says where a quotation comes from; one of many says less; "the" says almost nothing.
  const WEIGHT = { rare: 1, frequent: 0.7, stop: 0.3 };
  const FEW_PASSAGES = 3;

  const preparedStatements = new WeakMap();

  /** The passages as one text (passage k begins at starts[k]), its words, and what each word weighs. */
  function prepare(data) {
    const known = preparedStatements.get(data);
    if (known) return known;
    const numbers = data.passages.map((p) => p.number);
    const texts = data.passages.map((p) => FOLDS.invisible(p.text.normalize("NFC")).replace(/\s+/g, " ").trim());
    const statement = { numbers, texts, starts: [], text: texts.join(" "), words: [], vocabulary: new Map(), hays: {} };
    texts.reduce((start, text) => (statement.starts.push(start), start + text.length + 1), 0);
    addWords(statement);
    statement.renderings = (data.renderings || []).map((r) => ({
      ...r,
      keys: wordsOf(foldPhrase(r.theirs)).map((w) => w.key),
    }));
    preparedStatements.set(data, statement);
    return statement;
  }

  const foldPhrase = (text) => FOLDS.dashes(FOLDS.quotes(FOLDS.spaces(text)));

  function addWords(statement) {
    const spread = new Map();
    statement.texts.forEach((text, passage) => {
      wordsOf(foldPhrase(text)).forEach((word, index) => {
        const start = statement.starts[passage] + word.start;
        statement.words.push({ ...word, passage, start, end: start + word.text.length, opens: index === 0 });
        if (!spread.has(word.key)) spread.set(word.key, new Set());
        spread.get(word.key).add(passage);
      });
    });
    for (const [key, passages] of spread) {
      const weight = STOP.has(key) ? WEIGHT.stop : passages.size > FEW_PASSAGES ? WEIGHT.frequent : WEIGHT.rare;
      statement.vocabulary.set(key, { id: statement.vocabulary.size, weight, passages: passages.size });
    }
    for (const word of statement.words) Object.assign(word, statement.vocabulary.get(word.key));
  }

  /** Lower case, without punctuation around it. */
  function keyOf(word) {
    const key = word.slice(0, LONGEST_WORD).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    return lower(key || word.slice(0, LONGEST_WORD));
  }

  function wordsOf(text) {
    return Array.from(text.matchAll(/\S+/g), (m) => ({ text: m[0], key: keyOf(m[0]), start: m.index }));
  }

  /** The statement's text with the same folds as the paste; offsets are those of statement.text. */
  function hayFor(statement, skipped, separator) {
    const name = `${skipped} ${separator}`;
    if (!statement.hays[name]) {
      let text = statement.texts.join(separator);
      if (skipped !== "all" && skipped !== "quotes") text = FOLDS.quotes(text);
      if (skipped !== "all" && skipped !== "dashes") text = FOLDS.dashes(text);
      statement.hays[name] = { text, low: lower(text) };
    }
    return statement.hays[name];
  }

  // ---- exact, or exact but for typography ----

  const MAX_PEELINGS = 24;

  // What may stand around a quotation. Each function takes one layer off, or returns its input.
  const PEELS = [
    ["wrap", (text) => stripEnd(stripStart(text, QUOTES), QUOTES)],
    ["edge", peelEllipsis],
    ["stop", (text) => stripEnd(text, ".,;:!?")],
    ["citation", peelCitation],
    ["citation", peelAfterClosing],
    [
      "citation",
      (text) => text.replace(/^[([]?(?:passage |para(?:graph|\.)? |\u00a7 ?)?\d{1,2}\.\d{1,2}[)\]]?[:.]?\s+/i, ""),
    ],
    ["initial", (text) => text.replace(/\[(\p{L})\](?=\p{L}|\s)/gu, "$1")],
  ];

  function peelEllipsis(text) {
    const last = LAST_ELLIPSIS.exec(text.slice(-12));
    if (last) return text.slice(0, text.length - last[0].length);
    const first = FIRST_ELLIPSIS.exec(text.slice(0, 12));
    return first ? text.slice(first[0].length) : text;
  }

  /** Take off what follows the closing mark, a reference of any form; not a second quotation. */
  function peelAfterClosing(text) {
    const closing =
      /^["'\u201c\u2018\u00ab\u201e][^"\u201d\u00bb]{3,}?(?:['\u2019](?!\p{L})|["\u201d\u00bb])(?=.)/su.exec(text);
    const rest = closing ? text.slice(closing[0].length) : "";
    const second = /(?:^|[\s([])["'\u201c\u2018\u00ab\u201e]/.test(rest) && !/\d/.test(rest);
    return closing && rest.length <= 500 && !second ? closing[0] : text;
  }

  /** Take off "(Wang Yi 2022, 2.3)", "[4]", " 2.3" or a raised figure at the end. */
  function peelCitation(text) {
    const tailStart = Math.max(0, text.length - 240);
    const tail = text
      .slice(tailStart)
      .replace(/[([][^()[\]]*\d[^()[\]]*[)\]]$/, "")
      .replace(/[\s,;](?:passage |para(?:graph|\.)? |p\. ?|\u00a7 ?)?\d{1,2}\.\d{1,2}$/i, "")
      .replace(/[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}$/, "");
    return text.slice(0, tailStart) + tail;
  }

  /** Every way to take layers off, fewest layers first. */
  function peelings(text, peels = PEELS) {
    const found = [{ text, kinds: [] }];
    for (const item of found) {
      for (const [kind, peel] of peels) {
        const rest = peel(item.text).trim();
        if (found.length < MAX_PEELINGS && rest && !found.some((f) => f.text === rest)) {
          found.push({ text: rest, kinds: item.kinds.concat(kind) });
        }
      }
    }
    return found;
  }

  const isWordCharacter = (c) => c !== undefined && /[\p{L}\p{N}]/u.test(c);

  /** Places of `needle` as whole words; only its first word may differ in case. */
  function occurrences(hay, needle) {
    const found = [];
    if (!/[\p{L}\p{N}]/u.test(needle)) return found;
    const low = lower(needle);
    const firstEnd = (/\s/.exec(needle) || { index: needle.length }).index;
    for (let start = hay.low.indexOf(low); start >= 0; start = hay.low.indexOf(low, start + 1)) {
      const end = start + needle.length;
      const inside =
        (isWordCharacter(needle[0]) && isWordCharacter(hay.text[start - 1])) ||
        (isWordCharacter(needle[needle.length - 1]) && isWordCharacter(hay.text[end]));
      if (inside || !hay.text.startsWith(needle.slice(firstEnd), start + firstEnd)) continue;
      found.push({ start, end, kinds: hay.text.startsWith(needle, start) ? [] : ["initial"] });
    }
    return found.sort((a, b) => a.kinds.length - b.kinds.length); // first where the case fits too
  }

  /** The pieces between ellipses in order in one passage, the first such passage; null if there is none. */
  function withOmissions(statement, hay, text) {
    const pieces = text
      .split(ELLIPSIS, 42)
      .map((piece) => piece.trim())
      .filter(Boolean);
    if (pieces.length < 2 || pieces.length > 40) return null;
    for (let passage = 0; passage < statement.texts.length; passage++) {
      const end = statement.starts[passage] + statement.texts[passage].length;
      const place = piecesWithin(hay, pieces, statement.starts[passage], end);
      if (place) return place;
    }
    return null;
  }

  function piecesWithin(hay, pieces, start, end) {
    const found = [];
    for (const piece of pieces) {
      const bare = stripEnd(piece, ".,;:");
      const inside = (f) => f.start >= start && f.end <= end;
      const exact = occurrences(hay, piece).find(inside);
      const next = exact || occurrences(hay, bare).find(inside);
      if (!next) return null;
      found.push(exact ? next : { ...next, kinds: next.kinds.concat("stop") });
      start = next.end;
    }
    return { pieces: found, kinds: ["omission"].concat(...found.map((f) => f.kinds)) };
  }

  /** Places where the folded paste stands, with the kinds of layers taken off; null if nowhere. */
  function stands(statement, folded, skipped) {
    const separators = skipped === "spaces" || skipped === "all" ? ["\n", " "] : [" "];
    const bare = skipped === "all" ? [{ text: folded, kinds: [] }] : peelings(folded);
    for (const { text, kinds } of bare) {
      for (const separator of separators) {
        const hay = hayFor(statement, skipped, separator);
        const found = occurrences(hay, text);
        if (found.length && (skipped !== "all" || !found[0].kinds.length)) {
          return { places: found.map((f) => [f]), kinds: kinds.concat(found[0].kinds) };
        }
        const omitted = skipped !== "all" && withOmissions(statement, hay, text);
        if (omitted) return { places: [omitted.pieces], kinds: kinds.concat(omitted.kinds) };
      }
    }
    return null;
  }

  /** The answer for a paste that is exact or exact but for typography, else null. */
  function checkAsString(statement, pasted) {
    const untouched = stands(statement, fold(pasted, statement, "all"), "all");
    if (untouched) return placesAnswer(statement, "exact", untouched.places, []);
    const folded = fold(pasted, statement);
    const found = stands(statement, folded);
    if (!found) return null;
    const needed = Object.keys(FOLDS).filter((kind) => {
      const without = fold(pasted, statement, kind);
      return without !== folded && !stands(statement, without, kind);
    });
    const forgiven = Object.keys(FORGIVEN).filter((kind) => needed.includes(kind) || found.kinds.includes(kind));
    return placesAnswer(statement, forgiven.length ? "typography" : "exact", found.places, forgiven);
  }

  function placesAnswer(statement, verdict, places, forgiven) {
    const parts = places.map((pieces) => {
      const corrected = pieces.map((p) => statement.text.slice(p.start, p.end)).join(" \u2026 ");
      const passages = passagesBetween(statement, pieces[0].start, pieces[pieces.length - 1].end);
      return { passages, corrected, diff: [{ op: "same", text: corrected }] };
    });
    const different = parts.filter((p, i) => parts.findIndex((q) => String(q.passages) === String(p.passages)) === i);
    return answer(statement, verdict, { parts: different, forgiven, corrected: parts[0].corrected });
  }

  function passagesBetween(statement, start, end) {
    return statement.numbers.filter(
      (_, k) => start < statement.starts[k] + statement.texts[k].length && end > statement.starts[k],
    );
  }

  function answer(statement, verdict, found = {}) {
    const parts = found.parts || [];
    const renderings = (found.renderings || []).map(({ passage, ours, theirs }) => ({ passage, ours, theirs }));
    // A phrase that both texts have is exact where it stands here, and nowhere else.
    const others = verdict === "exact" || verdict === "typography" ? [] : renderings.map((r) => r.passage);
    const named = new Set([...parts.flatMap((p) => p.passages), ...others]);
    const passages = statement.numbers.filter((n) => named.has(n));
    return { verdict, passages, forgiven: found.forgiven || [], parts, corrected: found.corrected || "", renderings };
  }

  // ---- word by word ----

  // Prices in the coin of WEIGHT. A replaced word is cheaper than one too many plus one too few. Leaping to another
  // place costs two rare words, so that a run of words must earn it; stray words shared with another passage do not.
  // Words of nobody cost little once outside, but going out costs two replaced words: a changed ending stays a change.
  const PRICE = { replaced: 0.4, extra: 0.5, missing: 0.3, leap: 2, leave: 0.8, outside: 0.1, border: 1 };
  const [MATCH, REPLACED, EXTRA, MISSING, LEAP, ENTER] = [1, 2, 3, 4, 5, 6];

  /**
   * Align pasted words with statement words, dearest sum of weights. With `leaps`, the path may jump and go outside.
   * Returns steps in order: {op, i, j, leap}; op "same", "replaced", "extra", "missing" or "outside".
   */
  function align(pasted, words, leaps) {
    const [m, n] = [pasted.length, words.length];
    const width = n + 1;
    const moves = new Uint8Array((m + 1) * width);
    const bestAt = new Int32Array(m + 1);
    const leftAt = new Uint8Array(m + 1); // 1: outside at i, and inside just before
    let row = new Float32Array(width); // may begin before any word
    let next = new Float32Array(width);
    let outside = leaps ? 0 : -Infinity;
    for (let i = 1; i <= m; i++) {
      const best = row[bestAt[i - 1]];
      const entry = leaps ? Math.max(best, outside) - PRICE.leap : -Infinity;
      const entryMove = best >= outside ? LEAP : ENTER;
      fillRow({ i, id: pasted[i - 1].id, words, row, next, moves, width, entry, entryMove });
      for (let j = 1; j <= n; j++) if (next[j] > next[bestAt[i]]) bestAt[i] = j;
      leftAt[i] = best - PRICE.leave > outside ? 1 : 0;
      outside = leaps ? Math.max(best - PRICE.leave, outside) - PRICE.outside : -Infinity;
      [row, next] = [next, row];
    }
    return walkBack({ m, width, moves, bestAt, leftAt, endsOutside: outside > row[bestAt[m]] });
  }

  function fillRow({ i, id, words, row, next, moves, width, entry, entryMove }) {
    const base = i * width;
    next[0] = row[0] - PRICE.extra;
    moves[base] = EXTRA;
    for (let j = 1; j < width; j++) {
      const word = words[j - 1];
      const matches = word.id === id;
      let score = matches
        ? row[j - 1] + word.weight
        : row[j - 1] - PRICE.replaced - (word.opens && i > 1 ? PRICE.border : 0);
      let move = matches ? MATCH : REPLACED;
      if (row[j] - PRICE.extra > score) [score, move] = [row[j] - PRICE.extra, EXTRA];
      if (next[j - 1] - PRICE.missing > score) [score, move] = [next[j - 1] - PRICE.missing, MISSING];
      if (matches && entry + word.weight > score) [score, move] = [entry + word.weight, entryMove];
      next[j] = score;
      moves[base + j] = move;
    }
  }

  function walkBack({ m, width, moves, bestAt, leftAt, endsOutside }) {
    const steps = [];
    let [i, j, outside] = [m, bestAt[m], endsOutside];
    while (i > 0) {
      if (outside) {
        steps.push({ op: "outside", i: i - 1 });
        outside = !leftAt[i];
        i--;
        j = bestAt[i];
        continue;
      }
      const move = moves[i * width + j];
      const leap = move === LEAP || move === ENTER;
      if (move === MISSING) steps.push({ op: "missing", j: j - 1 });
      else if (move === EXTRA) steps.push({ op: "extra", i: i - 1 });
      else steps.push({ op: move === REPLACED ? "replaced" : "same", i: i - 1, j: j - 1, leap });
      if (move !== MISSING) i--;
      if (leap) [j, outside] = [bestAt[i], move === ENTER];
      else if (move !== EXTRA) j--;
    }
    return steps.reverse();
  }

  // A stretch counts if it shares two words or more that together weigh as much as "promote the diversification":
  // less is any diplomat's vocabulary. As a part of a merger it must also hold a run of words in order.
  const STRETCH = { words: 2, weight: 1.7, run: 2 };
  // Half of the paste, by weight, must be the statement's for "nearly". Below, seven words in a row prove a quotation
  // inside other prose; unrelated diplomatic texts share runs of four or five ("with the United Nations at its core").
  const NEARLY = { share: 0.5, run: 7, runWeight: 3.5 };
  const MERGED = { share: 0.6, weight: 2 };

  const SEAM = 3; // so many words missing between two passages make a splice; fewer are a slip at a border

  /** Cut steps where they leap, leave, or cross into another passage with words missing at the seam. */
  function stretchesOf(steps, words) {
    const found = [];
    let current = null;
    let last = null;
    steps.forEach((step, at) => {
      const inside = step.j !== undefined;
      const crosses = inside && last !== null && words[step.j].passage !== words[last].passage;
      const kind = step.op === "outside" ? "outside" : "inside";
      const seam = crosses && missingAround(steps, at) >= SEAM;
      if (!current || current.kind !== kind || step.leap || seam) found.push((current = { kind, steps: [] }));
      current.steps.push(step);
      if (inside) last = step.j;
    });
    return found
      .flatMap((stretch, at) => (at < found.length - 1 ? withoutLooseEnd(stretch) : [stretch]))
      .map((s) => measured(s, words));
  }

  /** A stretch that another follows ends with its last word in common; what came after belongs to neither. */
  function withoutLooseEnd({ kind, steps }) {
    const end = steps.findLastIndex((s) => s.op === "same") + 1;
    if (kind === "outside" || end === steps.length) return [{ kind, steps }];
    return [{ kind, steps: steps.slice(0, end) }, outsideOnly({ steps: steps.slice(end) })].filter(
      (s) => s.steps.length,
    );
  }

  /** How many words in a row are missing just before and from step `at`. */
  function missingAround(steps, at) {
    let [from, to] = [at, at];
    while (from > 0 && steps[from - 1].op === "missing") from--;
    while (to < steps.length && steps[to].op === "missing") to++;
    return to - from;
  }

  /** Add what a stretch shares with the statement; `range`: words known to be its source. */
  function measured(stretch, words, range) {
    let [weight, count, run, longest, longestWeight, runWeight, before] = [0, 0, 0, 0, 0, 0, null];
    const passages = new Set();
    for (const { op, j } of stretch.steps) {
      if (op !== "same") {
        before = null;
        continue;
      }
      [run, runWeight] = before === j - 1 ? [run + 1, runWeight + words[j].weight] : [1, words[j].weight];
      if (run > longest) [longest, longestWeight] = [run, runWeight];
      before = j;
      count++;
      weight += words[j].weight;
      passages.add(words[j].passage);
    }
    if (range) {
      const source = words.slice(range.from, range.to);
      source.forEach((w) => passages.add(w.passage));
      weight = sum(source, (w) => w.weight);
    }
    return {
      ...stretch,
      weight,
      count,
      run: longest,
      runWeight: longestWeight,
      passages: [...passages].sort((a, b) => a - b),
    };
  }

  /** Stretches that count; what does not becomes "outside". Neighbours of one passage are aligned again as one. */
  function significant(stretches, pasted, words) {
    const counts = (s) =>
      s.kind === "inside" && s.count >= STRETCH.words && s.weight >= STRETCH.weight && s.run >= STRETCH.run;
    stretches = joinForward(joinOutside(stretches.map((s) => (counts(s) ? s : outsideOnly(s)))), words);
    const kept = stretches.filter((s) => s.kind === "inside");
    const [first] = kept;
    if (kept.length > 1 && kept.every((s) => s.passages.length === 1 && s.passages[0] === first.passages[0])) {
      const from = words.findIndex((w) => w.passage === first.passages[0]);
      const own = words.filter((w) => w.passage === first.passages[0]);
      return [measured({ kind: "inside", steps: shifted(align(pasted, own, false), from) }, words)];
    }
    return stretches;
  }

  const placeOf = (step) => step.j !== undefined;

  /** Stretches of one passage that follow each other become one; what the paste skips between them is missing. */
  function joinForward(stretches, words) {
    return stretches.reduce((joined, stretch) => {
      const between =
        joined.length > 1 && joined[joined.length - 1].kind === "outside" ? [joined[joined.length - 1]] : [];
      const before = joined[joined.length - 1 - between.length];
      const last = before && before.steps.filter(placeOf).pop();
      const first = stretch.steps.find(placeOf);
      const forward = last && first && first.j > last.j && words[first.j].passage === words[last.j].passage;
      if (!forward) return joined.concat(stretch);
      const skipped = Array.from({ length: first.j - last.j - 1 }, (_, k) => ({ op: "missing", j: last.j + 1 + k }));
      const extra = between.flatMap((s) => s.steps.map(({ i }) => ({ op: "extra", i })));
      const steps = [...before.steps, ...extra, ...skipped, ...stretch.steps];
      return joined.slice(0, -1 - between.length).concat(measured({ kind: "inside", steps }, words));
    }, []);
  }

  function joinOutside(stretches) {
    return stretches.reduce((joined, stretch) => {
      const before = joined[joined.length - 1];
      if (!before || before.kind !== "outside" || stretch.kind !== "outside") return joined.concat(stretch);
      return joined.slice(0, -1).concat({ ...before, steps: before.steps.concat(stretch.steps) });
    }, []);
  }

  function outsideOnly(stretch) {
    const steps = stretch.steps.filter((s) => s.i !== undefined).map(({ i }) => ({ op: "outside", i }));
    return { kind: "outside", steps, weight: 0, count: 0, run: 0, runWeight: 0, passages: [] };
  }

  /** The answer for a paste that is not exact. */
  function checkByWords(statement, pasted) {
    const words = pastedWords(statement, pasted);
    const all = stretchesIn(statement, words);
    const counting = all.filter((s) => s.kind === "inside");
    const renderings = renderingsIn(statement, words, counting);
    const theirs = new Set(renderings.map((r) => statement.numbers.indexOf(r.passage)));
    const [verdict, kept] = renderings.length
      ? ["rendering", counting.filter((s) => s.passages.some((k) => theirs.has(k)))]
      : judge(counting, words);
    if (!kept.length) return answer(statement, verdict, { renderings });
    const parts = joinOutside(all.map((s) => (kept.includes(s) ? s : outsideOnly(s)))).map((s) =>
      partOf(statement, s, words),
    );
    return answer(statement, verdict, { parts, renderings, corrected: correctedOf(parts) });
  }

  /** All of the paste, cut into stretches inside and outside the statement. */
  function stretchesIn(statement, words) {
    const squeezed = findSqueezed(statement, words);
    if (squeezed) {
      const own = statement.words.slice(squeezed.from, squeezed.to);
      return [
        measured(
          { kind: "inside", steps: shifted(align(words, own, false), squeezed.from) },
          statement.words,
          squeezed,
        ),
      ];
    }
    return significant(stretchesOf(align(words, statement.words, true), statement.words), words, statement.words);
  }

  const shifted = (steps, by) => steps.map((s) => (s.j === undefined ? s : { ...s, j: s.j + by }));

  const SQUEEZED_LEAST = 8; // letters and figures; fewer turn up by chance
  const squeeze = (text) => lower(text).replace(/[^\p{L}\p{N}]/gu, "");

  /**
   * The whole paste with all but letters and figures taken out, found in whole words of the statement: "head of state
   * diplomacy", a heading in capitals, a missing comma. Returns the range of words, or null.
   */
  function findSqueezed(statement, words) {
    const needle = squeeze(words.map((w) => w.text).join(""));
    if (needle.length < SQUEEZED_LEAST) return null;
    const ends = new Map([[0, 0]]); // offset in the squeezed statement -> words before it
    let hay = "";
    statement.words.forEach((word, index) => {
      hay += squeeze(word.text);
      ends.set(hay.length, index + 1);
    });
    for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1)) {
      const [from, to] = [ends.get(at), ends.get(at + needle.length)];
      if (from !== undefined && to !== undefined) return { from, to };
    }
    return null;
  }

  /** Words of the folded paste without its layers, each with the id and weight of the statement's word, if any. */
  function pastedWords(statement, pasted) {
    return wordsOf(withoutLayers(fold(pasted, statement)).replace(ELLIPSIS, " \u2026 ")).map((word) => {
      const known = statement.vocabulary.get(word.key);
      const weight = STOP.has(word.key) ? WEIGHT.stop : known ? known.weight : WEIGHT.rare;
      return { ...word, id: known ? known.id : -1, weight: word.key === ELLIPSIS_KEY ? 0 : weight };
    });
  }

  /** What is left when every layer is off, but with its full stop: that one may be the statement's. */
  function withoutLayers(folded) {
    // Words after a closing mark may be a second quotation, so they stay.
    const all = peelings(
      folded,
      PEELS.filter(([, peel]) => peel !== peelAfterClosing),
    );
    const bare = all.reduce((least, item) => (item.text.length < least.text.length ? item : least)).text;
    const after = folded.indexOf(bare) + bare.length;
    return folded.startsWith(bare + ".", after - bare.length) ? `${bare}.` : bare;
  }

  /** The verdict on the stretches that count, and those of them that it rests on. */
  function judge(kept, words) {
    if (!kept.length) return ["unrelated", []];
    const share = sum(kept, (s) => s.weight) / sum(words, (w) => w.weight);
    const strong = kept.filter((s) => s.weight >= MERGED.weight);
    const long = kept.filter((s) => s.run >= NEARLY.run && s.runWeight >= NEARLY.runWeight);
    if (strong.length > 1 && share >= MERGED.share) return ["merged", kept];
    if (long.length > 1) return ["merged", long];
    const best = kept.reduce((most, s) => (s.weight > most.weight ? s : most));
    return long.length || share >= NEARLY.share ? ["nearly", [best]] : ["unrelated", []];
  }

  const sum = (items, of) => items.reduce((total, item) => total + of(item), 0);

  // ---- the other English rendering ----

  // "Agreed that" or "leading role" proves nothing in other prose. A phrase counts if it makes up a third of the paste,
  // if it has four telling words, or if the words around it are those of its passage.
  const RENDERING = { share: 1 / 3, tellingWords: 4 };

  function renderingsIn(statement, words, kept) {
    // Where each pasted word stands in the statement: a phrase that stands there as it is belongs to both texts.
    const ours = new Map(kept.flatMap((s) => s.steps.filter((t) => t.op === "same").map((t) => [t.i, t.j])));
    const around = new Set(kept.flatMap((s) => s.passages.map((k) => statement.numbers[k])));
    return statement.renderings.filter((r) => {
      const at = indexOfKeys(words, r.keys);
      if (at < 0 || r.keys.every((_, k) => ours.get(at + k) === ours.get(at) + k)) return false;
      const telling = r.keys.filter((key) => !STOP.has(key)).length;
      return (
        r.keys.length >= words.length * RENDERING.share || telling >= RENDERING.tellingWords || around.has(r.passage)
      );
    });
  }

  function indexOfKeys(words, keys) {
    for (let at = 0; at + keys.length <= words.length; at++) {
      if (keys.every((key, k) => words[at + k].key === key)) return at;
    }
    return -1;
  }

  // ---- differences and the corrected words ----

  function partOf(statement, stretch, words) {
    const diff = [];
    const add = (op, text) => {
      const last = diff[diff.length - 1];
      if (last && last.op === op) last.text += ` ${text}`;
      else diff.push({ op, text });
    };
    const read = readingOf(statement, stretch, words);
    for (const group of grouped(stretch.steps, (step) => read(step) !== null)) {
      if (group.same) for (const step of group.steps) add("same", read(step));
      else addChange(statement, group.steps, words, add);
    }
    const passages = stretch.passages.map((k) => statement.numbers[k]);
    return { passages, corrected: passages.length ? correctedWords(diff) : "", diff };
  }

  /** One change: words out, words in. At an ellipsis, what is missing was left out openly and is not marked. */
  function addChange(statement, steps, words, add) {
    const isEllipsis = (s) => s.i !== undefined && words[s.i].key === ELLIPSIS_KEY;
    const open = steps.some(isEllipsis);
    if (open) add("same", ELLIPSIS_KEY);
    for (const s of steps) if (s.i !== undefined && !isEllipsis(s)) add("del", words[s.i].text);
    for (const s of steps) {
      if (s.j !== undefined && !isEllipsis(s) && !(open && s.op === "missing")) add("ins", statedWord(statement, s.j));
    }
  }

  const ELLIPSIS_KEY = "\u2026";
  const statedWord = (statement, j) => statement.text.slice(statement.words[j].start, statement.words[j].end);

  /**
   * Makes the function that gives a step's word as the statement has it, or null where the paste reads otherwise.
   * Where a stretch or a piece of it begins, case and marks are free; where it ends, punctuation is.
   */
  function readingOf(statement, stretch, words) {
    const own = stretch.steps.filter((s) => s.i !== undefined).map((s) => s.i);
    const [first, last] = [own[0], own[own.length - 1]];
    const isGap = (i) => words[i] !== undefined && words[i].key === ELLIPSIS_KEY;
    return ({ op, i, j }) => {
      if (op !== "same") return null;
      const stated = statedWord(statement, j);
      const [begins, ends] = [i === first || isGap(i - 1), i === last || isGap(i + 1)];
      const trimmed = (text) => (ends ? stripEnd(text, `${QUOTES}.,;:!?`) : text);
      const bare = (text) => (begins ? lower(trimmed(stripStart(text, QUOTES))) : trimmed(text));
      if (bare(words[i].text) !== bare(statement.words[j].text)) return null;
      return ends && !/[.,;:!?]['"]*$/.test(words[i].text) ? trimmed(stated) : stated;
    };
  }

  function grouped(steps, isSame) {
    const groups = [];
    for (const step of steps) {
      const same = isSame(step);
      const last = groups[groups.length - 1];
      if (last && last.same === same) last.steps.push(step);
      else groups.push({ same, steps: [step] });
    }
    return groups;
  }

  /** The statement's words of a diff, without a comma at the end or an ellipsis at either end. */
  function correctedWords(diff) {
    const text = diff
      .filter((d) => d.op !== "del")
      .map((d) => d.text)
      .join(" ");
    return stripEnd(stripStart(text, "\u2026 "), "\u2026 ,;:");
  }

  function correctedOf(parts) {
    const quoted = parts.filter((p) => p.passages.length);
    if (quoted.length < 2) return quoted.length ? quoted[0].corrected : "";
    return quoted.map((p) => `\u201c${p.corrected}\u201d (${p.passages.join(", ")})`).join("; ");
  }

  // ---- the verdict ----

  const LONG = { characters: 10000, times: 2 }; // a paste may be twice the statement: it may hold other matter too

  /**
   * Judge a paste. Pure: the same answer for the same words, nothing read or written elsewhere.
   * @param {string} pasted
   * @param {{passages: {number: string, text: string}[], renderings?: object[]}} data
   * @returns {Answer}
   */
  function checkQuotation(pasted, data) {
    const statement = prepare(data);
    const text = String(pasted).normalize("NFC");
    if (text.length > Math.max(LONG.characters, LONG.times * statement.text.length)) return checkLong(statement, text);
    if (!FOLDS.invisible(text).trim()) return answer(statement, "empty");
    if (isTooShort(statement, text)) return answer(statement, "short");
    const exact = checkAsString(statement, text);
    if (!exact) return checkByWords(statement, text);
    const renderings = renderingsIn(statement, pastedWords(statement, text), []);
    return answer(statement, exact.verdict, {
      ...exact,
      renderings: renderings.filter((r) => !r.ours.includes(r.theirs)),
    });
  }

  /** One word of many passages, or nothing but "of the": no answer would mean anything. */
  function isTooShort(statement, text) {
    const words = wordsOf(fold(text, statement)).slice(0, 4);
    if (words.length > 3) return false;
    const telling = words.filter((w) => /[\p{L}\p{N}]/u.test(w.key) && !STOP.has(w.key));
    const known = telling.length === 1 && words.length === 1 && statement.vocabulary.get(telling[0].key);
    return telling.length === 0
      ? words.some((w) => /[\p{L}\p{N}]/u.test(w.key))
      : Boolean(known && known.passages > FEW_PASSAGES);
  }

  /** A paste much longer than the statement: name the passages that its first part holds. */
  function checkLong(statement, text) {
    const words = pastedWords(statement, text.slice(0, LONG.characters));
    const steps = align(words, statement.words, true);
    const kept = stretchesOf(steps, statement.words).filter(
      (s) => s.run >= NEARLY.run && s.runWeight >= NEARLY.runWeight,
    );
    const parts = kept.map((s) => ({ passages: s.passages.map((k) => statement.numbers[k]), corrected: "", diff: [] }));
    return answer(statement, "long", { parts });
  }

  // ---- the page ----

  const DELAY = { check: 100, announce: 900 }; // milliseconds after the last key
  const INSTRUCTIONS = "Paste a sentence or a few words in English. Nothing is sent anywhere.";

  /** Make an element. Text is only ever set as text: what was pasted is never markup. */
  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function listed(items) {
    return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
  }

  const passagesNamed = (numbers) => `passage${numbers.length > 1 ? "s" : ""} ${listed(numbers)}`;

  /** One sentence for each verdict: shown first, and all that is announced. */
  function summaryOf(found) {
    const where = passagesNamed(found.passages);
    const places = found.parts.length > 1 ? `, ${found.parts.length} places` : "";
    switch (found.verdict) {
      case "empty":
        return INSTRUCTIONS;
      case "short":
        return "Too short to judge: add the words around it.";
      case "exact":
        return `Exact: ${where}${places}.`;
      case "typography":
        return found.forgiven.includes("omission")
          ? `Exact, with words left out: ${where}.`
          : `Exact but for typography: ${where}${places}.`;
      case "nearly":
        return `Not exact: ${differencesNamed(found)} from ${where}.`;
      case "merged":
        return `Not one quotation: it runs together words of ${where}.`;
      case "rendering":
        return `Not this text: it has words of another English rendering of ${where}.`;
      case "long":
        return found.passages.length
          ? `Longer than the statement: paste one passage at a time. Its beginning has words of ${where}.`
          : "Longer than the statement: paste one passage at a time. Its beginning has no words of the statement.";
      default:
        return "Not in this text.";
    }
  }

  function differencesNamed(found) {
    const changes = found.parts
      .flatMap((p) => p.diff)
      .filter((d, i, all) => d.op !== "same" && (i === 0 || all[i - 1].op === "same"));
    return changes.length === 1 ? "one difference" : `${changes.length} differences`;
  }

  function button(label, action) {
    const made = element("button", { type: "button" }, label);
    made.addEventListener("click", action);
    return made;
  }

  /** Copying and citing are what every passage has (site.js), which also says what was done. */
  function copyButtons(corrected, number, card) {
    const { copy, citationFrom, quoted } = window.Cite;
    const cited = () =>
      citationFrom(new URL(card, document.baseURI).href).then((citation) => quoted(corrected, citation));
    return element(
      "p",
      { className: "quotation-copy" },
      button("Copy corrected quotation", () => copy(corrected, "Corrected quotation copied.")),
      " ",
      button(`Copy with citation (${number})`, () =>
        copy(cited(), `Quotation copied with a citation of passage ${number}.`),
      ),
    );
  }

  function diffShown(diff) {
    const words = { del: "not in the statement:", ins: "in the statement:" };
    const shown = element("p", { className: "quotation-diff" });
    for (const { op, text } of diff) {
      const hidden = words[op] && element("span", { className: "unseen" }, `${words[op]} `);
      shown.append(words[op] ? element(op, {}, hidden, text) : text, " ");
    }
    return shown;
  }

  function linksTo(numbers, cards) {
    const links = numbers.map((n) => element("a", { href: cards.get(n) }, `passage ${n}`));
    return element(
      "p",
      { className: "quotation-where" },
      "In ",
      ...links.flatMap((link, i) => (i ? [", ", link] : [link])),
    );
  }

  /** One stretch or place: where it stands, its differences, the corrected words, the buttons. */
  function partShown(part, cards) {
    const shown = element("div", { className: "quotation-part" });
    if (!part.passages.length) {
      shown.append(element("p", { className: "quotation-where" }, "Nowhere in the statement"), diffShown(part.diff));
      return shown;
    }
    shown.append(linksTo(part.passages, cards));
    if (part.diff.some((d) => d.op !== "same")) shown.append(diffShown(part.diff));
    if (part.corrected) {
      const [number] = part.passages;
      shown.append(element("blockquote", { className: "quotation-corrected" }, element("p", {}, part.corrected)));
      shown.append(copyButtons(part.corrected, number, cards.get(number)));
    }
    return shown;
  }

  function forgivenShown(forgiven) {
    return element(
      "p",
      { className: "quotation-forgiven" },
      `Overlooked: ${listed(forgiven.map((kind) => FORGIVEN[kind]))}.`,
    );
  }

  function renderingsShown(renderings, cards) {
    const rows = renderings.map((r) =>
      element(
        "li",
        {},
        element("a", { href: cards.get(r.passage) }, `Passage ${r.passage}`),
        `: \u201c${r.ours}\u201d here, \u201c${r.theirs}\u201d there`,
      ),
    );
    const told =
      "Words of another English rendering, of which only the first half was seen: more of your quotation may come from it.";
    return [element("p", {}, told), element("ul", { className: "quotation-renderings" }, ...rows)];
  }

  /** Everything under the summary. */
  function detailsOf(found, cards) {
    const exact = found.verdict === "exact" || found.verdict === "typography";
    const shown = [];
    if (found.forgiven.length) shown.push(forgivenShown(found.forgiven));
    if (found.renderings.length) shown.push(...renderingsShown(found.renderings, cards));
    // Places of one quotation differ in number only: one correction and a line of links for the others.
    const parts = exact ? found.parts.slice(0, 1) : found.parts;
    shown.push(...parts.map((part) => partShown(part, cards)));
    if (exact) shown.push(...found.parts.slice(1).map((part) => linksTo(part.passages, cards)));
    return shown;
  }

  /**
   * A speaker for screen readers: one short sentence, when the typing has paused. The region exists before it speaks,
   * and is emptied first, so that the same sentence asked for twice is said twice.
   */
  function announcer(region) {
    let timer;
    return (sentence, wait = 0) => {
      clearTimeout(timer);
      region.textContent = "";
      timer = setTimeout(() => (region.textContent = sentence), Math.max(wait, 50));
    };
  }

  /** Bind the form. Without it, or without data, nothing happens. */
  function start() {
    const [form, field, result] = ["quotation-check", "quotation", "quotation-result"].map((id) =>
      document.getElementById(id),
    );
    const source = document.getElementById("quotation-data");
    if (!form || !field || !result || !source) return;
    const data = JSON.parse(source.textContent);
    const cards = new Map(data.passages.map((p) => [p.number, p.card]));
    const summary = element("p", { className: "quotation-summary" });
    const details = element("div", { className: "quotation-details" });
    const region = element("p", { className: "unseen" });
    region.setAttribute("role", "status");
    result.replaceChildren(summary, details, region);
    const announce = announcer(region);
    let timer;

    const show = (wait) => {
      clearTimeout(timer);
      const found = checkQuotation(field.value, data);
      summary.textContent = summaryOf(found);
      result.dataset.verdict = found.verdict;
      details.replaceChildren(...detailsOf(found, cards));
      if (wait !== undefined) announce(summary.textContent, wait);
    };
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, DELAY.check, DELAY.announce);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show(0);
    });
    show(); // a browser may have kept the words of the last visit
  }

  window.checkQuotation = checkQuotation;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
