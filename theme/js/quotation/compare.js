/*
 * checkQuotation(pasted, data): tells whether pasted words stand in the statement. Pure: the same answer for the same
 * words, nothing read or written elsewhere.
 *
 * The paste is judged as one quotation first (judge.js). Where that is not clean and it has quotation marks, what stands
 * between them is judged.
 */
const checkQuotation = (() => {
  "use strict";

  const { INVISIBLE, GAP, wordsOf } = Typography;
  const { prepare, inRow, isContent } = Source;
  const { answer, together } = Answers;

  /** @type {Verdict[]} */
  const CLEAN = ["exact", "forgiven", "omission", "title"];
  const DEEPEST = 3; // marks within marks
  const WORK = 40_000_000; // cells of alignment tables: some tenths of a second
  const OURS = new RegExp(`[${Object.values(GAP).join("")}]`, "g");
  const NOTHING = new RegExp(`^[\\s${INVISIBLE}]*$`);

  /**
   * @param {string} pasted
   * @param {QuotationData} data
   * @returns {Answer}
   */
  function check(pasted, data) {
    const statement = prepare(data);
    const text = String(pasted).normalize("NFC").replace(OURS, "");
    if (NOTHING.test(text)) return answer({ verdict: "empty" });
    const words = wordsOf(text);
    if (/\p{L}/u.test(text) && !/\p{Script=Latin}/u.test(text)) return answer({ why: "foreign" });
    if (words.length && !words.some(isContent)) return answer({ why: "short" });
    const work = { left: WORK };
    const found = judged(statement, text, work);
    const heading = found.verdict !== "exact" && statement.headings.has(inRow(words.map((w) => w.key)));
    const verdict = found.verdict === "exact" && found.setAside.length ? "forgiven" : found.verdict;
    return { ...found, verdict, heading, why: work.left < 0 ? "long" : found.why };
  }

  /**
   * @param {Statement} statement
   * @param {string} text
   * @param {Work} work
   * @param {number} depth
   * @returns {Answer}
   */
  function judged(statement, text, work, depth = 0) {
    const one = Judge.quotation(statement, text, work);
    const clean = CLEAN.includes(one.verdict) && !one.differences;
    const marked = clean || depth > DEEPEST ? null : Paste.quotations(text);
    if (!marked || isWithin(one, marked)) return one;
    const answers = marked.inside.map((quoted) => {
      const found = judged(statement, quoted, work, depth + 1);
      return found.verdict === "none" ? { ...found, outside: [quoted.replace(OURS, " ")] } : found;
    });
    if (answers.every(({ verdict }) => verdict === "none")) return one;
    const found = together(statement, answers);
    const forgiven = [...new Set([...found.forgiven, "wrap"])];
    return { ...found, forgiven, setAside: [...marked.outside.map(Paste.tidy), ...found.setAside] };
  }

  const WITHIN = { share: 0.6, content: 5 }; // of the telling words outside

  /**
   * Do the words outside the marks belong to the quotation too? Then the marks are within it: the "Shanghai Spirit".
   * @param {Answer} found
   * @param {{inside: string[], outside: string[]}} marked
   */
  function isWithin({ parts }, { inside, outside }) {
    if (parts.length !== 1) return false;
    const own = new Set(parts[0].diff.filter((d) => d.op === "same").flatMap((d) => wordsOf(d.text).map((w) => w.key)));
    const telling = (/** @type {string[]} */ texts) => texts.flatMap((text) => wordsOf(text)).filter(isContent);
    const words = telling(outside);
    const shared = words.filter((w) => own.has(w.key)).length;
    const most = shared >= words.length * WITHIN.share || shared >= WITHIN.content;
    return most && shared > telling(inside).length;
  }

  return check;
})();
