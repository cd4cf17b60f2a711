/*
 * What an alignment with one passage amounts to: what was forgiven, left out, put in brackets, or is different; and the
 * passage's own words for it. Pure.
 *
 *   Differences.between(statement, reading, steps)   a part of the answer, from steps that are all of one passage
 */

/**
 * @typedef {{op: "same"|"del"|"ins"|"gap", text: string}} Difference a gap is an ellipsis or a bracket
 * @typedef {{yours: string, theirs: string}} Bracket theirs: the statement's words in its place; empty if it only adds
 * @typedef {{text: string, open: boolean}} LeftOut open: an ellipsis says so
 *
 * Words in a group: they agree, they stand at an ellipsis or bracket, or they differ. `at`: the pasted word where it begins.
 * @typedef {{kind: "same"|"open"|"change", at: number, is: number[], js: number[], forgiven: string[]}} Item
 *
 * @typedef {object} Part
 * @property {string} number of the passage; empty for words from nowhere, and for the title
 * @property {number} passage counted from 0; -1 for words from nowhere
 * @property {number} firstWord of the paste
 * @property {WordRange[]} pieces words of the statement, all of this passage
 * @property {string} corrected these words, with "..." between the pieces
 * @property {Difference[]} diff word by word
 * @property {string[]} forgiven
 * @property {Bracket[]} brackets
 * @property {LeftOut[]} leftOut
 * @property {string[]} lost words that are missing and reverse or limit the sense
 * @property {string[]} added words too many that do
 * @property {number} differences
 */

const Differences = (() => {
  "use strict";

  const { GAP, fold, forgivenBetween, wordsOf, openingOf } = Typography;
  const { NONE, isContent, textAfter } = Source;

  // Words of this kind are the ones whose loss misleads: they deny, set a condition or a limit, or say how firmly.
  const TURNS = new Set(
    (
      "no not never none nobody nothing nowhere neither nor without cannot hardly scarcely barely only unless except " +
      "until if but however although though provided merely solely almost nearly partly may might could would should " +
      "can possibly perhaps probably try tries strive strives seek seeks aim aims hope hopes ready willing refuse " +
      "refuses oppose opposes reject rejects deny denies fail fails"
    ).split(" "),
  );
  const LONG_OMISSION = 5; // so many words left out in silence are no slip: the correction marks the place

  // --- edges ---

  // "They will strive" stands for "The two sides will strive", not for "sides will strive": a change at either end
  // reaches to the border of its clause, if that is not far.
  const CLAUSE = { before: 4, oneWord: 2, after: 3, bracket: 8 };
  const CLAUSE_ENDS = /[,;:.!?()\u2013\u2014]/;
  const JOINS = new Set(["and", "or", "but"]);

  /**
   * Steps with the words of the statement that a change or a bracket at either end stands for.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Step[]} steps
   * @returns {Step[]}
   */
  function withEdges(statement, reading, steps) {
    const placed = steps.filter((s) => s.j !== NONE).map((s) => s.j);
    if (!placed.length) return steps;
    const [first, last] = [placed[0], placed[placed.length - 1]];
    const head = wordsBefore(statement, reading, steps, first);
    const tail = wordsAfter(statement, reading, steps, last);
    const missing = (/** @type {number} */ from, /** @type {number} */ count) =>
      Array.from({ length: count }, (_, k) => /** @type {Step} */ ({ op: "missing", i: NONE, j: from + k }));
    return [...missing(first - head, head), ...steps, ...missing(last + 1, tail)];
  }

  /**
   * Of "freight trains and to lower tariffs" the "and" is not the statement's either.
   * @param {Statement} statement
   * @param {Step[]} steps
   * @returns {Step[]}
   */
  function withoutLooseEnd(statement, steps) {
    const last = steps.findLastIndex((s) => s.j !== NONE);
    const { op, i, j } = steps[last];
    const loose = op === "same" && last > 0 && last < steps.length - 1 && JOINS.has(statement.words[j].key);
    return loose ? [...steps.slice(0, last), { op: "extra", i, j: NONE }, ...steps.slice(last + 1)] : steps;
  }

  /**
   * How many words before the first are meant.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Step[]} steps
   * @param {number} first
   */
  function wordsBefore(statement, { words, brackets }, steps, first) {
    const distance = first - clauseOf(statement, first);
    const i = steps.find((s) => s.i !== NONE)?.i ?? 0;
    if (i === 0 && words[0].before.includes(GAP.bracket)) {
      return ownWords(statement, brackets[0], first) || (distance <= CLAUSE.bracket ? distance : 0);
    }
    const changed = steps.findIndex(({ op }) => op === "same" || op === "like");
    const oneWord = changed === 1 && isContent(words[i]);
    return changed > 0 && distance <= (oneWord ? CLAUSE.oneWord : CLAUSE.before) ? distance : 0;
  }

  /**
   * The word that opens the clause of this one, after an "and".
   * @param {Statement} statement
   * @param {number} j
   */
  function clauseOf({ words, passages }, j) {
    const { from } = passages[words[j].passage];
    let start = j;
    while (start > from && !CLAUSE_ENDS.test(words[start].before)) start--;
    return start > from && start < j && JOINS.has(words[start].key) ? start + 1 : start;
  }

  /**
   * How many words just before the first are those in the bracket: "[Kazakhstan] is welcome", "deepen[ing]".
   * @param {Statement} statement
   * @param {string} bracket
   * @param {number} first
   */
  function ownWords(statement, bracket, first) {
    const { from } = statement.passages[statement.words[first].passage];
    if (/\p{L}\[|\]\p{L}/u.test(bracket)) return first > from ? 1 : 0;
    const keys = wordsOf(bracket).map((w) => w.key);
    const start = first - keys.length;
    return start >= from && keys.every((key, k) => statement.words[start + k].key === key) ? keys.length : 0;
  }

  /**
   * How many words after the last are meant.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Step[]} steps
   * @param {number} last
   */
  function wordsAfter(statement, { words, after }, steps, last) {
    const { to } = statement.passages[statement.words[last].passage];
    let end = last + 1;
    while (end < to && !CLAUSE_ENDS.test(statement.words[end].before)) end++;
    const distance = end - last - 1;
    const ended = steps.at(-1);
    if (ended?.i === words.length - 1 && after.includes(GAP.bracket)) return distance <= CLAUSE.bracket ? distance : 0;
    return ended?.op !== "replaced" || distance > CLAUSE.after ? 0 : distance;
  }

  // --- items: words that agree, openings at an ellipsis or a bracket, changes ---

  /**
   * The steps in groups, in order.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Step[]} steps
   * @returns {Item[]}
   */
  function itemsOf(statement, reading, steps) {
    /** @type {Item[]} */
    const items = [];
    const agreement = agreementIn(statement, reading);
    const pastedAfter = nextPasted(steps, reading.words.length);
    for (const [k, step] of steps.entries()) {
      const { op, i, j } = step;
      const at = op === "missing" ? pastedAfter[k] : i;
      if (opens(reading, at) && !(items.at(-1)?.kind === "open" && items.at(-1)?.at === at)) {
        items.push({ kind: "open", at, is: [], js: [], forgiven: [] });
      }
      const forgiven = op === "same" ? agreement(i, j, k === 0) : null;
      if (forgiven) items.push({ kind: "same", at, is: [i], js: [j], forgiven });
      else group(items, step, at);
    }
    if (opens(reading, reading.words.length) && items.at(-1)?.kind !== "open") {
      items.push({ kind: "open", at: reading.words.length, is: [], js: [], forgiven: [] });
    }
    return items;
  }

  /**
   * A word that does not agree goes into the opening or the change before it, or begins a change.
   * @param {Item[]} items
   * @param {Step} step
   * @param {number} at
   */
  function group(items, { op, i, j }, at) {
    let last = items.at(-1);
    const fits = last?.kind === "change" || (last?.kind === "open" && op === "missing" && last.at === at);
    if (!last || !fits) {
      last = { kind: "change", at, is: [], js: [], forgiven: [] };
      items.push(last);
    }
    if (i !== NONE) last.is.push(i);
    if (j !== NONE) last.js.push(j);
  }

  /**
   * For each step the pasted word that it or one after it has.
   * @param {Step[]} steps
   * @param {number} end
   */
  function nextPasted(steps, end) {
    const found = steps.map((s) => s.i);
    for (let k = found.length - 1; k >= 0; k--) if (found[k] === NONE) found[k] = found[k + 1] ?? end;
    return found;
  }

  /**
   * What stands in the paste before a word, or after the last.
   * @param {Reading} reading
   * @param {number} i
   */
  const gapBefore = ({ words, after }, i) => (i < words.length ? words[i].before : after);

  /**
   * May words of the statement be missing here? An ellipsis at either end of a quotation leaves nothing out.
   * @param {Reading} reading
   * @param {number} i
   */
  function opens(reading, i) {
    const gap = gapBefore(reading, i);
    return gap.includes(GAP.bracket) || (gap.includes(GAP.ellipsis) && i > 0 && i < reading.words.length);
  }

  /**
   * Makes the function that tells what is forgiven for two words to agree; null if they do not. Letter case is free
   * where a quotation or a piece of it begins, and in a paste of which every word has a capital, as in a headline.
   * @param {Statement} statement
   * @param {Reading} reading
   */
  function agreementIn(statement, { words }) {
    const capitals = words.length > 1 && words.every((w) => !isContent(w) || /^\P{Ll}/u.test(w.text));
    /** @type {(i: number, j: number, first: boolean) => string[] | null} */
    return (i, j, first) => {
      const { text, mended, open } = words[i];
      const stated = statement.words[j].text;
      if (mended) return [mended];
      const forgiven = forgivenBetween(text, stated);
      if (forgiven) return forgiven;
      if (fold(text).toLowerCase() !== fold(stated).toLowerCase()) return null;
      const begins = first || open || i === 0 || statement.passages[statement.words[j].passage].number === "";
      return begins ? ["initial"] : capitals ? ["capitals"] : null;
    };
  }

  /**
   * What is forgiven between a word that agrees and the next that does; null if their punctuation differs.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Item} item
   * @param {Item | undefined} next
   */
  function marksAfter(statement, reading, item, next) {
    const follows = item.kind === "same" && next?.kind === "same" && next.js[0] === item.js[0] + 1;
    if (!follows) return [];
    const gap = reading.words[next.is[0]].before;
    return gap.includes(GAP.interruption) ? [] : forgivenBetween(gap, statement.words[next.js[0]].before);
  }

  // --- what is told ---

  /**
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Step[]} aligned
   * @returns {Part}
   */
  function between(statement, reading, aligned) {
    const { passage } = statement.words[aligned.find((s) => s.j !== NONE)?.j ?? 0];
    const own = aligned.filter((s) => s.j === NONE || statement.words[s.j].passage === passage); // whatever was handed in
    const items = itemsOf(statement, reading, withEdges(statement, reading, withoutLooseEnd(statement, own)));
    const marks = items.map((item, k) => marksAfter(statement, reading, item, items[k + 1]));
    const pieces = piecesOf(reading, items);
    const diff = diffOf(statement, reading, items, marks);
    return {
      number: statement.passages[passage].number,
      passage,
      firstWord: Math.min(...items.flatMap((item) => item.is)),
      pieces,
      corrected: correctedOf(statement, reading, passage, pieces),
      diff,
      forgiven: forgivenIn(reading, items, marks),
      ...openingsIn(statement, reading, items),
      ...turnsIn(statement, reading, items),
      differences:
        diff.filter((d, k) => isChange(d) && !(k && isChange(diff[k - 1]))).length +
        pieces.filter((piece, k) => k && piece.from < pieces[k - 1].to).length,
    };
  }

  /** @param {Difference} difference */
  const isChange = ({ op }) => op === "del" || op === "ins";

  /**
   * Are words left out at an ellipsis, or so many in silence that the place has to be marked?
   * @param {Reading} reading
   * @param {Item} item
   */
  function isOmission(reading, { kind, at, is, js }) {
    if (kind === "open") return js.length > 0 && gapBefore(reading, at).includes(GAP.ellipsis);
    return kind === "change" && !is.length && js.length >= LONG_OMISSION;
  }

  /**
   * The words of the passage that the quotation means, where it breaks off and goes on.
   * @param {Reading} reading
   * @param {Item[]} items
   */
  function piecesOf(reading, items) {
    /** @type {WordRange[]} */
    const pieces = [];
    for (const item of items) {
      if (isOmission(reading, item)) continue;
      for (const j of item.js) {
        const last = pieces.at(-1);
        if (last?.to === j) last.to++;
        else pieces.push({ from: j, to: j + 1 });
      }
    }
    return pieces;
  }

  /**
   * The passage's own words. Nothing but its text comes in here.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {number} passage
   * @param {WordRange[]} pieces
   */
  function correctedOf(statement, reading, passage, pieces) {
    const inOrder = united(pieces);
    const { text } = statement.passages[passage];
    const texts = inOrder.map(({ from, to }) => {
      const [start, end] = [statement.words[from].start, statement.words[to - 1].end];
      return withPartners(text, start, end);
    });
    const last = inOrder.at(-1);
    const stop = last ? textAfter(statement, last.to - 1).match(/^[.!?:]/)?.[0] : "";
    const stopped = stop && fold(reading.after).startsWith(stop);
    return texts.join(" ... ") + (stopped ? stop : "");
  }

  /**
   * Pieces in the order of the passage, those that touch as one.
   * @param {WordRange[]} pieces
   */
  function united(pieces) {
    /** @type {WordRange[]} */
    const found = [];
    for (const { from, to } of [...pieces].sort((a, b) => a.from - b.from)) {
      const last = found.at(-1);
      if (last && from <= last.to) last.to = Math.max(last.to, to);
      else found.push({ from, to });
    }
    return found;
  }

  /**
   * Words with the bracket that one of them has lost.
   * @param {string} text
   * @param {number} start
   * @param {number} end
   */
  function withPartners(text, start, end) {
    const words = text.slice(start, end);
    const depth = words.split("(").length - words.split(")").length;
    if (depth > 0 && text[end] === ")") return `${words})`;
    return depth < 0 && text[start - 1] === "(" ? `(${words}` : words;
  }

  /**
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Item[]} items
   * @param {(string[] | null)[]} marks
   */
  function diffOf(statement, reading, items, marks) {
    /** @type {Difference[]} */
    const diff = [];
    /** @type {(op: Difference["op"], text: string) => void} */
    const add = (op, text) => {
      const last = diff.at(-1);
      if (last?.op === op) last.text += text;
      else if (text) diff.push({ op, text });
    };
    const stated = (/** @type {number[]} */ js) => js.map((j) => statedText(statement, j)).join("");
    const pasted = (/** @type {number[]} */ is) =>
      is.map((i, k) => (k ? "" : openingOf(gapBefore(reading, i))) + pastedText(reading, i)).join("");
    for (const [k, item] of items.entries()) {
      if (item.kind === "open") add("gap", opened(reading, item.at));
      else if (item.kind === "same" && marks[k]) add("same", stated(item.js));
      else {
        add("del", pasted(item.is));
        add("ins", stated(item.js));
      }
    }
    return diff;
  }

  /**
   * A word of the passage, with what joins it to the next.
   * @param {Statement} statement
   * @param {number} j
   */
  function statedText(statement, j) {
    return statement.words[j].text + (textAfter(statement, j).replace(/\s+/g, " ") || " ");
  }

  /**
   * A word of the paste, with what joins it to the next.
   * @param {Reading} reading
   * @param {number} i
   */
  function pastedText(reading, i) {
    const gap = gapBefore(reading, i + 1);
    const last = i === reading.words.length - 1;
    return reading.words[i].text + (gap.replace(SENTINELS, " ").replace(/\s+/g, " ") || (last ? " " : ""));
  }

  const SENTINELS = new RegExp(`[${Object.values(GAP).join("")}]`, "g");

  /**
   * How an opening is shown.
   * @param {Reading} reading
   * @param {number} at
   */
  function opened(reading, at) {
    const brackets = bracketsAt(reading, at).map((text) => `${text} `);
    return gapBefore(reading, at).includes(GAP.ellipsis) ? `... ${brackets.join("")}` : brackets.join("");
  }

  /**
   * What the brackets before a word hold.
   * @param {Reading} reading
   * @param {number} at
   */
  function bracketsAt(reading, at) {
    const count = (/** @type {string} */ gap) => gap.split(GAP.bracket).length - 1;
    const before = reading.words.slice(0, at).reduce((sum, word) => sum + count(word.before), 0);
    return reading.brackets.slice(before, before + count(gapBefore(reading, at)));
  }

  /**
   * @param {Reading} reading
   * @param {Item[]} items
   * @param {(string[] | null)[]} marks
   */
  function forgivenIn(reading, items, marks) {
    const idle = items.some((item) => {
      const gap = gapBefore(reading, item.at);
      return item.kind === "open" && !item.js.length && gap.includes(GAP.ellipsis) && !gap.includes(GAP.bracket);
    });
    return [
      ...new Set([
        ...items.flatMap((i) => i.forgiven),
        ...marks.flatMap((m) => m || []),
        ...(idle ? ["ellipsis"] : []),
      ]),
    ];
  }

  /**
   * What brackets stand for, and what is left out, openly or in silence.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Item[]} items
   */
  function openingsIn(statement, reading, items) {
    /** @type {{brackets: Bracket[], leftOut: LeftOut[]}} */
    const found = { brackets: [], leftOut: [] };
    for (const { kind, at, is, js } of items) {
      const theirs = textOf(statement, js);
      const open = kind === "open" && gapBefore(reading, at).includes(GAP.ellipsis);
      const yours = kind === "open" ? bracketsAt(reading, at) : [];
      for (const [k, text] of yours.entries()) found.brackets.push({ yours: text, theirs: open || k ? "" : theirs });
      if (theirs && (open || (kind === "change" && !is.length))) found.leftOut.push({ text: theirs, open });
    }
    return found;
  }

  /**
   * Words of a passage that follow each other, as they stand there.
   * @param {Statement} statement
   * @param {number[]} js
   */
  function textOf({ words, passages }, js) {
    if (!js.length) return "";
    const [first, last] = [words[js[0]], words[js[js.length - 1]]];
    return withPartners(passages[first.passage].text, first.start, last.end);
  }

  /**
   * Words lost and added that reverse or limit the sense.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Item[]} items
   */
  function turnsIn(statement, reading, items) {
    /** @type {{lost: string[], added: string[]}} */
    const found = { lost: [], added: [] };
    for (const { kind, at, is, js } of items) {
      if (kind === "same") continue;
      const inBrackets = kind === "open" ? bracketsAt(reading, at).flatMap((text) => wordsOf(text)) : [];
      const yours = [...is.map((i) => reading.words[i]), ...inBrackets].map((w) => w.key);
      const theirs = js.map((j) => statement.words[j].key);
      found.lost.push(...theirs.filter((key) => turns(key) && !yours.includes(key)));
      found.added.push(...yours.filter((key) => turns(key) && !theirs.includes(key)));
    }
    return found;
  }

  /** @param {string} key */
  const turns = (key) => TURNS.has(key) || key.endsWith("n't");

  return { between };
})();
