/*
 * Answers: what alignments with passages amount to, and what several answers amount to together. Pure.
 *
 *   Answers.answer(found)                               an answer of any verdict
 *   Answers.amounting(statement, reading, alignments)   the answer of one quotation that is of these passages
 *   Answers.together(answers)                           what several have found between them
 *   Answers.numbersIn(statement, named)                 numbers of passages, each once and in order
 */

/**
 * @typedef {"empty"|"exact"|"forgiven"|"omission"|"nearly"|"merged"|"rendering"|"title"|"none"} Verdict
 *
 * @typedef {object} Answer
 * @property {Verdict} verdict
 * @property {"short"|"foreign"|"long"|""} why nothing, or not all, could be judged
 * @property {string[]} passages numbers of the passages concerned, in the order of the statement
 * @property {string[]} forgiven what was overlooked, by kind
 * @property {string[]} setAside what stands around the quotation, or interrupts it
 * @property {string[]} outside what seems to be quoted and is not in the statement
 * @property {Bracket[]} brackets the quoter's
 * @property {LeftOut[]} leftOut
 * @property {string[]} lost words left out that reverse or limit the sense
 * @property {string[]} added words put in that do
 * @property {Part[]} parts what belongs to one passage each
 * @property {string} corrected the words of the one passage that is meant; empty if there are several, or none
 * @property {Rendering[]} renderings phrases of the other English text
 * @property {boolean} heading is it a heading of this site?
 * @property {string} title the statement's, if it was meant
 * @property {number} differences
 */

const Answers = (() => {
  "use strict";

  const { GAP, QUOTES, INVISIBLE, fold } = Typography;
  const { textAfter } = Source;

  /**
   * @param {Partial<Answer>} found
   * @returns {Answer}
   */
  function answer(found) {
    const lists = {
      passages: [],
      forgiven: [],
      setAside: [],
      outside: [],
      brackets: [],
      leftOut: [],
      lost: [],
      added: [],
    };
    const none = { parts: [], corrected: "", renderings: [], heading: false, title: "", differences: 0 };
    return { verdict: "none", why: "", ...lists, ...none, ...found };
  }

  /**
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Step[][]} alignments each with one passage, in the order of the paste
   * @returns {Answer}
   */
  function amounting(statement, reading, alignments) {
    const all = alignments.map((steps) => Differences.between(statement, reading, steps));
    const parts = all.filter((part) => part.number); // the title has none
    const brackets = [...all.flatMap((p) => p.brackets), ...reading.remarks.map((yours) => ({ yours, theirs: "" }))];
    const marks = marksAround(statement, reading, all);
    const setAside = [...reading.notes, ...marks.setAside];
    const initial = reading.capital ? ["initial"] : [];
    const forgiven = unique([...initial, ...all.flatMap((p) => p.forgiven), ...marks.forgiven]);
    const title = parts.length < all.length ? statement.passages[0].text : "";
    const leftOut = all.flatMap((p) => p.leftOut);
    const differences = all.reduce((sum, part) => sum + part.differences, brokenBorders(statement, reading, all));
    const exact = forgiven.length || brackets.length || setAside.length || title ? "forgiven" : "exact";
    const openly = leftOut.some(({ open }) => open) ? "omission" : exact;
    return answer({
      verdict: differences ? "nearly" : openly,
      passages: numbersIn(
        statement,
        parts.map((part) => part.number),
      ),
      forgiven,
      setAside,
      brackets,
      leftOut,
      lost: all.flatMap((p) => p.lost),
      added: all.flatMap((p) => p.added),
      parts,
      corrected: parts.length === 1 ? parts[0].corrected : "",
      title,
      differences,
    });
  }

  /**
   * How often the paste goes on from one passage to the next without the stop between them. A passage that is there
   * from its beginning may have lost it with the end of its line.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Part[]} parts
   */
  function brokenBorders({ words, passages }, reading, parts) {
    return parts.slice(1).filter(({ firstWord }, k) => {
      const one = parts[k];
      const stop = fold(passages[one.passage].text.slice(words[passages[one.passage].to - 1].end));
      const stopped = fold(reading.words[firstWord].before).includes(stop);
      return !stopped && one.pieces[0]?.from !== passages[one.passage].from;
    }).length;
  }

  /**
   * What several quotations in one paste amount to; the title among them only says where the others are from.
   * @param {Statement} statement
   * @param {Answer[]} answers
   * @returns {Answer}
   */
  function together(statement, answers) {
    const titles = answers.filter(({ verdict }) => verdict === "title");
    if (titles.length === answers.length) return titles[0];
    const quoted = answers.filter(({ verdict }) => verdict !== "title");
    const title = answers.find((one) => one.title)?.title || "";
    if (quoted.length === 1)
      return { ...quoted[0], title, verdict: quoted[0].verdict === "exact" ? "forgiven" : quoted[0].verdict };
    return { ...ofSeveral(statement, quoted), title };
  }

  /**
   * @param {Statement} statement
   * @param {Answer[]} answers
   */
  function ofSeveral(statement, answers) {
    const verdicts = new Set(answers.map((one) => one.verdict));
    /** @type {Verdict[]} */
    const byWeight = ["merged", "nearly", "rendering", "omission"];
    const gravest = verdicts.has("none") ? "nearly" : byWeight.find((verdict) => verdicts.has(verdict));
    return answer({
      verdict: gravest || "forgiven",
      passages: numbersIn(
        statement,
        answers.flatMap((one) => one.passages),
      ),
      forgiven: unique(answers.flatMap((one) => one.forgiven)),
      setAside: answers.flatMap((one) => one.setAside),
      outside: answers.flatMap((one) => one.outside),
      brackets: answers.flatMap((one) => one.brackets),
      leftOut: answers.flatMap((one) => one.leftOut),
      lost: answers.flatMap((one) => one.lost),
      added: answers.flatMap((one) => one.added),
      parts: answers.flatMap((one) => one.parts),
      renderings: answers.flatMap((one) => one.renderings),
      differences: answers.reduce((sum, one) => sum + one.differences, 0),
    });
  }

  /** @param {string[]} items */
  const unique = (items) => [...new Set(items)];

  /**
   * @param {Statement} statement
   * @param {string[]} named
   */
  function numbersIn({ passages }, named) {
    return passages.map((p) => p.number).filter((number) => number && named.includes(number));
  }

  // --- marks before the first word and after the last ---

  /**
   * What is overlooked there, and what is set aside, such as a bullet.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Part[]} parts
   */
  function marksAround(statement, { words, after }, parts) {
    const [first, last] = [parts[0].pieces[0], parts[parts.length - 1].pieces.at(-1)];
    const before = marksIn(words[0].before);
    const behind = marksIn(after);
    const stood = {
      before: first ? statement.words[first.from].before : "",
      behind: last ? textAfter(statement, last.to - 1) : "",
    };
    const bullet = /[^.,;:!?\s]/.test(before.rest);
    const strange = before.rest !== "" && !stood.before.endsWith(before.rest);
    return {
      setAside: strange && bullet ? [before.rest] : [],
      forgiven: [
        ...(strange && !bullet ? ["stop"] : []),
        ...(stood.before.endsWith(before.all) ? [] : before.kinds),
        ...(stood.behind.startsWith(behind.all) ? [] : behind.kinds),
        ...(fold(stood.behind).startsWith(fold(behind.rest)) ? [] : ["stop"]),
      ],
    };
  }

  /**
   * Marks of the paste, the kinds among them that may be overlooked, and the rest.
   * @param {string} gap
   */
  function marksIn(gap) {
    const all = gap.replaceAll(GAP.bracket, "").replaceAll(GAP.interruption, "").trim();
    /** @type {[string, boolean][]} */
    const kinds = [
      ["invisible", HAS_INVISIBLE.test(all)],
      ["wrap", HAS_QUOTES.test(all)],
      ["edge", all.includes(GAP.ellipsis)],
      ...FOLDS_AROUND.map((kind) => /** @type {[string, boolean]} */ ([kind, fold(all, kind) !== fold(all)])),
    ];
    const rest = all.replaceAll(GAP.ellipsis, "").replace(UNSEEN, "").trim();
    return { all, rest, kinds: kinds.filter(([, has]) => has).map(([kind]) => kind) };
  }

  /** @type {Fold[]} */
  const FOLDS_AROUND = ["width", "references"];
  const HAS_INVISIBLE = new RegExp(`[${INVISIBLE}]`);
  const HAS_QUOTES = new RegExp(`[${QUOTES}]`);
  const UNSEEN = new RegExp(`[${INVISIBLE}${QUOTES}]`, "g");

  return { answer, amounting, together, numbersIn };
})();
