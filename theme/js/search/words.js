/*
 * Words as the search, the filters of lists and the marks on a page compare them. Knows neither the page nor the network.
 *
 *   Words.fold(text)         the same letters, whatever their case, accents and national variants
 *   Words.of(text)           the folded words of a text in order
 *   Words.joined(text)       its hyphenated words as one: trans-caspian -> transcaspian
 *   Words.stem(word)         a word without its ending, in the spelling that all its spellings have in common
 *   Words.SMALL              words that say little in a question or a name
 *   Words.hasHan(text)       is there a Chinese character in it?
 *   Words.languageOf(text)   zh, kk, ru, or "" where its letters do not tell
 *   Words.edits(a, b, most)  how many letters they differ in; forgiven, sharedRun, letterBits, bitCount, letterPairs help
 *   Words.parse(query)       the words of a query, and those of its quoted parts
 */

/**
 * The words of a query, those of its quoted parts, and these parts as they were written.
 * @typedef {{words: string[], phrases: string[][], quoted: string[]}} SearchQuery
 */

const Words = (() => {
  "use strict";

  // --- folding: what counts as the same letter ---

  /** @type {[string, string][]} */
  const PAIRS = "әа ғг қк ңн өо ұу үу һх іи ıi əa øo łl đd ßss æae œoe"
    .split(" ")
    .map((pair) => [pair[0], pair.slice(1)]);
  const LETTERS = new Map(PAIRS);
  const VARIANT = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "g");
  // Traditional characters and their simplified forms, those that names of our kind are made of.
  const TRADITIONAL =
    "國国際际會会組组織织協协區区義义產产業业東东語语應应實实對对經经濟济發发達达開开關关係系與与爭争戰战爾尔蘇苏" +
    "薩萨羅罗馬马議议員员長长門门問问題题領领導导總总書书記记黨党務务機机構构條条約约雙双邊边單单軍军權权強强陸陆" +
    "運运輸输線线鐵铁車车貿贸資资財财貨货銀银磚砖數数據据網网絡络電电訊讯點点設设藥药醫医療疗衛卫體体學学習习師师" +
    "訪访談谈話话說说論论報报親亲鄰邻愛爱華华漢汉裡里裏里灣湾島岛綠绿環环氣气風风願愿責责貢贡獻献個个們们來来時时" +
    "間间後后從从這这為为無无動动勢势勞劳勝胜歷历曆历變变讓让認认識识證证護护購购輪轮轉转邁迈進进遠远還还適适選选" +
    "郵邮醜丑釋释錄录鍵键闊阔陣阵隊队階阶隨随雜杂難难頭头項项順顺須须預预顧顾顯显類类飛飞養养館馆驗验黃黄齊齐龍龙" +
    "亞亚傳传創创劃划勵励舉举榮荣萬万葉叶號号處处補补製制複复觀观規规視视計计訂订訓训託托詞词試试該该詳详誠诚調调" +
    "請请諸诸謀谋謝谢豐丰負负費费賴赖質质贊赞趨趋跡迹軌轨載载輕轻較较辦办農农違违遞递遺遗鄉乡鞏巩韓韩響响頁页頂顶" +
    "頻频飯饭騰腾驅驱魯鲁鮮鲜麗丽麼么寧宁岡冈兩两嚴严孫孙層层屬属幹干廣广廳厅張张彈弹彌弥徑径態态慶庆憲宪戶户擇择" +
    "擊击擔担擴扩擾扰攜携敗败敵敌斷断舊旧術术樂乐標标樓楼樹树橋桥檔档歐欧歡欢殘残決决況况涼凉減减測测滅灭滿满潔洁" +
    "澤泽濱滨瀏浏災灾烏乌熱热獨独獲获現现瑪玛畫画當当盡尽監监礎础禮礼穩稳窮穷競竞筆笔節节範范築筑簡简簽签紀纪納纳" +
    "純纯級级終终結结給给統统絲丝絕绝維维緊紧緩缓緣缘編编練练縣县績绩繼继續续罰罚聖圣聞闻聯联聲声職职脈脉腦脑臨临" +
    "興兴";
  /** @type {Map<string, string>} */
  const SIMPLIFIED = new Map();
  for (let i = 0; i + 1 < TRADITIONAL.length; i += 2) SIMPLIFIED.set(TRADITIONAL[i], TRADITIONAL[i + 1]);

  const HAN = "\\u3400-\\u9fff\\uf900-\\ufaff";
  const HAS_HAN = new RegExp(`[${HAN}]`);
  const HAN_LETTER = new RegExp(`[${HAN}]`, "g");
  const WORD = new RegExp(`[${HAN}]+|\\d+(?:[.,]\\d+)+|[\\p{L}\\p{N}]+`, "gu");
  const HYPHENATED = /\p{L}+(?:[-\u2010\u2011]\p{L}+)+/gu;
  const KAZAKH = /[әғқңөұүһі]/i;
  const CYRILLIC = /[\u0400-\u04ff]/;

  /**
   * Letters without case, marks and national variants.
   * @param {string} text
   */
  function fold(text) {
    if (!/[^\p{ASCII}]/u.test(text)) return text.toLowerCase();
    const plain = text
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase();
    const bare = plain.replace(VARIANT, (c) => LETTERS.get(c) || c);
    return bare.replace(HAN_LETTER, (c) => SIMPLIFIED.get(c) || c);
  }

  /**
   * The folded words of a text in order. Of a hyphenated word each part is a word.
   * @param {string} text
   * @returns {string[]}
   */
  function of(text) {
    return signs(fold(text)).match(WORD) || [];
  }

  /**
   * Signs that stand for words, and marks within words: C.I.C.A. -> cica, China's -> china, Xi'an -> xian,
   * BRICS+ -> brics plus, B&R -> b and r.
   * @param {string} folded
   */
  function signs(folded) {
    return folded
      .replace(/(?<![\p{L}\p{N}])((?:\p{L}\.){2,})(\p{L}(?![\p{L}\p{N}]))?/gu, (m) => `${m.replace(/\./g, "")} `)
      .replace(/(\p{L})['\u2019\u02bc]s(?!\p{L})/gu, "$1")
      .replace(/['\u2018\u2019\u02bc\u00b7\u200b\u00ad]/g, "")
      .replace(/\+/g, " plus ")
      .replace(/&/g, " and ");
  }

  /**
   * Hyphenated words as one: trans-caspian -> transcaspian.
   * @param {string} text
   */
  function joined(text) {
    if (!/[-\u2010\u2011]/.test(text)) return [];
    return (fold(text).match(HYPHENATED) || []).map((w) => w.replace(/[-\u2010\u2011]/g, ""));
  }

  /** @param {string} text */
  function hasHan(text) {
    return HAS_HAN.test(text);
  }

  /**
   * The language of a name, where its letters tell it.
   * @param {string} text
   */
  function languageOf(text) {
    if (hasHan(text)) return "zh";
    if (KAZAKH.test(text)) return "kk";
    return CYRILLIC.test(text) ? "ru" : "";
  }

  // --- stems ---

  const RUSSIAN =
    /^(.{3,}?)(?:иями|ыми|ими|ями|ами|его|ого|ему|ому|иях|ием|иеи|иям|ия|ии|ию|ие|ыи|ои|еи|ая|яя|ое|ее|ые|ую|юю|ым|им|ом|ем|ам|ям|ах|ях|ов|ев|ых|их|а|я|о|е|и|ы|у|ю|ь)$/;

  /**
   * British spellings as American ones, and endings of English and Russian words taken off.
   * @param {string} word
   */
  function stem(word) {
    if (word.length < 4) return word;
    if (/[а-я]/.test(word)) return word.replace(RUSSIAN, "$1");
    if (!/^[a-z]+$/.test(word)) return word;
    return word
      .replace(/(?<=..)our(?=s?$|ed$|ing$|ly$|less|able|hood|liness)/, "or")
      .replace(/is(?=e$|es$|ed$|ing$|ations?$)/, "iz")
      .replace(/(?<=n|t|u)tre(?=s?$|d$)|(?<=ea|i)tre(?=s?$|d$)/, "ter")
      .replace(/ll(?=ors?$|ing$|ed$)/, "l")
      .replace(/nce$/, "nse")
      .replace(/ies$/, "y")
      .replace(/(?<=[^su])s$/, "")
      .replace(/(?<=...)(?:ing|ed)$/, "")
      .replace(/(?<=...)e$/, "");
  }

  // Words that say little in a question or a name. They count if nothing else is asked for.
  const SMALL = new Set(
    (
      "a an the of in on at to for and or by with from as is are was were be been am do does did has have had " +
      "it its this that these those there i me my we us our you your he his she her they their what who whom " +
      "whose where when which why how many much mean means meaning about tell explain please can could would " +
      "should will shall may might must not no so if than then into out up down over any all some что такое " +
      "кто такои где когда как какои в на и с по о об для из это или за от до у к не ли деген кто ким не каида " +
      "de la le der die das und"
    )
      .split(" ")
      .map((w) => fold(w)),
  );

  // --- how alike two words are ---

  /**
   * Edits between two words (a swap of neighbours is one), or more than `most`.
   * @param {string} a
   * @param {string} b
   * @param {number} most
   */
  function edits(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    /** @type {number[]} */
    let before = [];
    /** @type {number[]} */
    let last = [];
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      [before, last, row] = [last, row, [i]];
      for (let j = 1; j <= b.length; j++) {
        const value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        row.push(swapped ? Math.min(value, before[j - 2] + 1) : value);
      }
      if (Math.min(...row) > most) return most + 1;
    }
    return row[b.length];
  }

  /**
   * How many edits are forgiven in a word of this length.
   * @param {number} length
   */
  function forgiven(length) {
    return length < 4 ? 0 : length < 8 ? 1 : 2;
  }

  /**
   * Length of the longest run of characters that two strings share.
   * @param {string} a
   * @param {string} b
   */
  function sharedRun(a, b) {
    let best = 0;
    /** @type {number[]} */
    let last = [];
    for (const letter of a) {
      const row = [];
      for (let j = 0; j < b.length; j++) {
        row.push(letter === b[j] ? (last[j - 1] || 0) + 1 : 0);
        if (row[j] > best) best = row[j];
      }
      last = row;
    }
    return best;
  }

  /**
   * Which letters a word has, as bits: a cheap test that two words may be an edit or two apart.
   * @param {string} word
   */
  function letterBits(word) {
    let bits = 0;
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  }

  /** @param {number} bits */
  function bitCount(bits) {
    let count = 0;
    for (let rest = bits; rest; rest &= rest - 1) count++;
    return count;
  }

  /** @param {string} text */
  function letterPairs(text) {
    return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
  }

  // --- the words of a query ---

  const LONGEST = 200; // characters of a query that are looked at
  const MOST_WORDS = 16;
  const QUOTED = /["“”„«»「」『』]([^"“”„«»「」『』]+)["“”„«»「」『』]/g;

  /**
   * @param {string} query
   * @returns {SearchQuery}
   */
  function parse(query) {
    const text = query.slice(0, LONGEST).replace(/\p{Cc}/gu, " ");
    const quoted = [...text.matchAll(QUOTED)].map((m) => m[1].trim()).filter((part) => of(part).length);
    return { words: of(text).slice(0, MOST_WORDS), phrases: quoted.map(of), quoted };
  }

  return {
    fold,
    of,
    joined,
    stem,
    SMALL,
    hasHan,
    languageOf,
    edits,
    forgiven,
    sharedRun,
    letterBits,
    bitCount,
    letterPairs,
    parse,
  };
})();
