/*
 * The matching behind the search box and the filter of the glossary. Knows neither the page nor the network.
 *
 *   Search.create(documents)       an index of documents {kind, title, names, text}; `names` are other names, `text` may be ""
 *   index.add(documents)           more of them
 *   index.addText(number, text)    the text of a document that came without
 *   index.weigh()                  to be called after the last of these
 *   index.search(query)            {results: [{document, score, name}], loose}, best first. `document` is a number, `name` the
 *                                  name that matched; loose: a quotation was not found and its words were looked for instead
 *   index.nearest(query)           numbers of the documents whose names look most like the query
 *   index.excerpt(number, query)   the part of the text that says most about the query: {parts, words}
 *   Search.match(names, query)     numbers of the lists that match, best first; `names` is a list of lists of names
 *
 * The ranking: a whole name, then the beginning of one, then some of its words, then words of the text. A word matches by being
 * equal, by having the same stem, by beginning alike, and last by being a typing mistake apart.
 */
(() => {
  "use strict";

  const LONGEST = 200; // characters of a query that are looked at
  const MOST_WORDS = 16;

  // --- folding: what counts as the same letter ---

  const LETTERS = {
    ә: "а",
    ғ: "г",
    қ: "к",
    ң: "н",
    ө: "о",
    ұ: "у",
    ү: "у",
    һ: "х",
    і: "и",
    ı: "i",
    ə: "a",
    ø: "o",
    ł: "l",
    đ: "d",
    ß: "ss",
    æ: "ae",
    œ: "oe",
  };
  // Traditional characters and their simplified forms, those that names of our kind are made of.
  const TRADITIONAL =
    "國国際际會会組组織织協协區区義义產产業业東东語语應应實实對对經经濟济發发達达開开關关係系與与爭争戰战爾尔蘇苏薩萨羅罗馬马議议員员長长門门問问題题領领導导總总書书記记黨党務务機机構构條条約约雙双邊边單单軍军權权強强陸陆運运輸输線线鐵铁車车貿贸" +
    "資资財财貨货銀银磚砖數数據据網网絡络電电訊讯點点設设藥药醫医療疗衛卫體体學学習习師师訪访談谈話话說说論论報报親亲鄰邻愛爱華华漢汉裡里裏里灣湾島岛綠绿環环氣气風风願愿責责貢贡獻献個个們们來来時时間间後后從从這这為为無无動动勢势勞劳勝胜歷历曆历" +
    "變变讓让認认識识證证護护購购輪轮轉转邁迈進进遠远還还適适選选郵邮醜丑釋释錄录鍵键闊阔陣阵隊队階阶隨随雜杂難难頭头項项順顺須须預预顧顾顯显類类飛飞養养館馆驗验黃黄齊齐龍龙亞亚傳传創创劃划勵励舉举榮荣萬万葉叶號号處处補补製制複复觀观規规視视計计" +
    "訂订訓训託托詞词試试該该詳详誠诚調调請请諸诸謀谋謝谢豐丰負负費费賴赖質质贊赞趨趋跡迹軌轨載载輕轻較较辦办農农違违遞递遺遗鄉乡鞏巩韓韩響响頁页頂顶頻频飯饭騰腾驅驱魯鲁鮮鲜麗丽麼么寧宁岡冈兩两嚴严孫孙層层屬属幹干廣广廳厅張张彈弹彌弥徑径態态慶庆" +
    "憲宪戶户擇择擊击擔担擴扩擾扰攜携敗败敵敌斷断舊旧術术樂乐標标樓楼樹树橋桥檔档歐欧歡欢殘残決决況况涼凉減减測测滅灭滿满潔洁澤泽濱滨瀏浏災灾烏乌熱热獨独獲获現现瑪玛畫画當当盡尽監监礎础禮礼穩稳窮穷競竞筆笔節节範范築筑簡简簽签紀纪納纳純纯級级終终" +
    "結结給给統统絲丝絕绝維维緊紧緩缓緣缘編编練练縣县績绩繼继續续罰罚聖圣聞闻聯联聲声職职脈脉腦脑臨临興兴";
  const SIMPLIFIED = new Map();
  for (let i = 0; i + 1 < TRADITIONAL.length; i += 2) SIMPLIFIED.set(TRADITIONAL[i], TRADITIONAL[i + 1]);

  const HAN = "\\u3400-\\u9fff\\uf900-\\ufaff";
  const WORD = new RegExp(`[${HAN}]+|\\d+(?:[.,]\\d+)+|[\\p{L}\\p{N}]+`, "gu");
  const IS_HAN = new RegExp(`^[${HAN}]`);
  const HAN_LETTER = new RegExp(`[${HAN}]`, "g");

  /** Letters without case, marks and national variants; signs that stand for words as words. */
  function fold(text) {
    if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
    const plain = text
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase();
    return plain.replace(/[әғқңөұүһіıəøłđßæœ]/g, (c) => LETTERS[c]).replace(HAN_LETTER, (c) => SIMPLIFIED.get(c) || c);
  }

  /** The folded words of a text in order. Of a hyphenated word both the parts and the whole are words. */
  function words(text) {
    return signs(fold(text)).match(WORD) || [];
  }

  /** C.I.C.A. -> cica, China's -> china, Xi'an -> xian, BRICS+ -> brics plus, B&R -> b and r. */
  function signs(folded) {
    return folded
      .replace(/(?<![\p{L}\p{N}])((?:\p{L}\.){2,})(\p{L}(?![\p{L}\p{N}]))?/gu, (m) => m.replace(/\./g, "") + " ")
      .replace(/(\p{L})['\u2019\u02bc]s(?!\p{L})/gu, "$1")
      .replace(/['\u2018\u2019\u02bc\u00b7\u200b\u00ad]/g, "")
      .replace(/\+/g, " plus ")
      .replace(/&/g, " and ");
  }

  /** British spellings as American ones, and endings of English and Russian words taken off. */
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
  const RUSSIAN =
    /^(.{3,}?)(?:иями|ыми|ими|ями|ами|его|ого|ему|ому|иях|ием|иеи|иям|ия|ии|ию|ие|ыи|ои|еи|ая|яя|ое|ее|ые|ую|юю|ым|им|ом|ем|ам|ям|ах|ях|ов|ев|ых|их|а|я|о|е|и|ы|у|ю|ь)$/;

  // Words that say little in a question or a name. They count if nothing else is asked for.
  const SMALL = new Set(
    (
      "a an the of in on at to for and or by with from as is are was were be been am do does did has have had it its this that these those there " +
      "i me my we us our you your he his she her they their what who whom whose where when which why how many much mean means meaning about tell " +
      "explain please can could would should will shall may might must not no so if than then into out up down over any all some " +
      "что такое кто такои где когда как какои в на и с по о об для из это или за от до у к не ли деген кто ким не каида " +
      "de la le der die das und"
    )
      .split(" ")
      .map((w) => fold(w)),
  );

  // --- likeness of two words ---

  /** Edits between two words (a swap of neighbours is one), or more than `most`. */
  function edits(a, b, most) {
    const n = a.length;
    const m = b.length;
    if (Math.abs(n - m) > most) return most + 1;
    let before = [];
    let last = [];
    let row = Array.from({ length: m + 1 }, (_, j) => j);
    for (let i = 1; i <= n; i++) {
      before = last;
      last = row;
      row = [i];
      let least = i;
      for (let j = 1; j <= m; j++) {
        const same = a[i - 1] === b[j - 1];
        let value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          value = Math.min(value, before[j - 2] + 1);
        row.push(value);
        if (value < least) least = value;
      }
      if (least > most) return most + 1;
    }
    return row[m];
  }

  /** How many edits are forgiven in a word of this length. */
  function forgiven(length) {
    return length < 4 ? 0 : length < 8 ? 1 : 2;
  }

  /** How well a run of Chinese characters meets another, 0 to 1. */
  function hanLikeness(asked, word) {
    if (word === asked) return 1;
    if (word.startsWith(asked)) return 0.8 + (0.15 * asked.length) / word.length;
    if (word.includes(asked)) return 0.7 + (0.15 * asked.length) / word.length;
    if (word.length > 1 && asked.includes(word)) return 0.5 + (0.4 * word.length) / asked.length;
    if (asked.length > 3 && edits(asked, word, 1) === 1) return 0.7;
    const shared = sharedRun(asked, word);
    return shared > 1 && shared * 2 >= asked.length ? (0.6 * shared) / asked.length : 0;
  }

  /** Length of the longest run of characters that two strings share. */
  function sharedRun(a, b) {
    let best = 0;
    let last = [];
    for (let i = 0; i < a.length; i++) {
      const row = [];
      for (let j = 0; j < b.length; j++) {
        row.push(a[i] === b[j] ? (j ? last[j - 1] || 0 : 0) + 1 : 0);
        if (row[j] > best) best = row[j];
      }
      last = row;
    }
    return best;
  }

  // --- the words of all names and texts ---

  /** Which letters a word has, as bits: a cheap test that two words may be an edit or two apart. */
  function letterBits(word) {
    let bits = 0;
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  }

  function bitCount(bits) {
    let count = 0;
    for (let rest = bits; rest; rest &= rest - 1) count++;
    return count;
  }

  function push(map, key, value) {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  }

  /** Every different word once, with a number, and the ways to find those like another. */
  class Vocabulary {
    constructor() {
      this.words = [];
      this.numbers = new Map();
      this.stemOf = [];
      this.stems = new Map();
      this.starts = new Map(); // first two letters -> numbers
      this.sizes = new Map(); // length -> numbers
      this.bits = [];
      this.han = [];
      this.likes = new Map();
    }

    number(word) {
      const known = this.numbers.get(word);
      if (known !== undefined) return known;
      const number = this.words.length;
      this.words.push(word);
      this.numbers.set(word, number);
      this.bits.push(letterBits(word));
      this.stemOf.push(stem(word));
      if (IS_HAN.test(word)) this.han.push(number);
      else {
        push(this.stems, this.stemOf[number], number);
        push(this.starts, word.slice(0, 2), number);
        push(this.sizes, word.length, number);
      }
      if (this.likes.size) this.likes.clear();
      return number;
    }

    /** Map of word number -> likeness (0 to 1) of every known word that meets `word`. `named`: is this word part of a name? */
    like(word, named) {
      let found = this.likes.get(word);
      if (!found) {
        found = IS_HAN.test(word) ? this.likeHan(word) : this.likeLetters(word, named);
        this.likes.set(word, found);
      }
      return found;
    }

    likeHan(word) {
      const found = new Map();
      for (const number of this.han) {
        const likeness = hanLikeness(word, this.words[number]);
        if (likeness) found.set(number, likeness);
      }
      return found;
    }

    likeLetters(word, named) {
      const found = new Map();
      const same = this.numbers.get(word);
      for (const number of this.stems.get(stem(word)) || []) found.set(number, 0.95);
      if (same !== undefined) found.set(same, 1);
      const certain = [...found.keys()].some(named);
      if (/^\d/.test(word)) return found;
      if (word.length > 1) this.addBeginnings(word, found);
      if (!certain) this.addMistyped(word, found);
      return found;
    }

    /** Words that begin with this one, and words of which this one is a longer form (Ақтөбеде for Ақтөбе). */
    addBeginnings(word, found) {
      for (const number of this.starts.get(word.slice(0, 2)) || []) {
        const other = this.words[number];
        if (found.has(number)) continue;
        if (other.startsWith(word)) found.set(number, 0.6 + (0.3 * word.length) / other.length);
        else if (other.length > 3 && word.length - other.length < 4 && word.startsWith(other)) found.set(number, 0.75);
      }
    }

    addMistyped(word, found) {
      const most = forgiven(word.length);
      const bits = letterBits(word);
      for (let size = word.length - most; most && size <= word.length + most; size++) {
        for (const number of this.sizes.get(size) || []) {
          if (found.has(number) || bitCount(bits ^ this.bits[number]) > 2 * most) continue;
          const other = this.words[number];
          const count = edits(word, other, Math.min(most, forgiven(other.length) || 1));
          if (count <= most) found.set(number, (count === 1 ? 0.75 : 0.6) - (word[0] === other[0] ? 0 : 0.1));
        }
      }
    }
  }

  // --- the index ---

  // What stands first when everything else is equal.
  const KIND = { term: 1, passage: 0.3, commitment: 0.3, section: 0.25, page: 0.25, note: 0.2, event: 0, source: -2 };
  const TEXT_KIND = { passage: 1.5 };
  const LEAST_COVER = 0.3; // of the query, by weight of its words, must be met

  class Index {
    constructor() {
      this.vocabulary = new Vocabulary();
      this.documents = [];
      this.sequences = []; // word numbers of each text, in order
      this.names = []; // {document, text, compact, words}
      this.byCompact = new Map();
      this.byKey = new Map(); // stems of the words that count -> names
      this.byStart = new Map(); // first two letters of the compact form -> names
      this.nameWords = new Map(); // word number -> names
      this.textWords = new Map(); // word number -> [document, times, document, times ...]
      this.chunks = []; // of each text, once it was shown: [{text, words}]
      this.pieces = new Map(); // text between two spaces -> {text, words}
      this.pairs = null; // of letters -> names, once they were needed
      this.weights = [];
      this.length = 0;
      this.isNamed = (number) => this.nameWords.has(number);
    }

    /** Adds documents {kind, title, names, text}. */
    add(documents) {
      for (const document of documents) {
        const number = this.documents.push(document) - 1;
        this.sequences.push([]);
        for (const name of [document.title, ...document.names]) this.addName(number, name);
        if (document.text) this.addText(number, document.text);
      }
    }

    addName(document, text) {
      this.pairs = null;
      const parts = words(text);
      const name = {
        document,
        text,
        compact: parts.join(""),
        words: parts.map((w) => this.vocabulary.number(w)),
        weight: 0,
      };
      const number = this.names.push(name) - 1;
      push(this.byCompact, name.compact, number);
      push(
        this.byKey,
        key(parts, (word, i) => this.vocabulary.stemOf[name.words[i]]),
        number,
      );
      push(this.byStart, name.compact.slice(0, 2), number);
      for (const word of new Set([...name.words, ...joined(text).map((w) => this.vocabulary.number(w))]))
        push(this.nameWords, word, number);
    }

    /** The text of a document, once. */
    addText(document, text) {
      this.documents[document].text = text;
      delete this.chunks[document];
      const sequence = words(text).map((w) => this.vocabulary.number(w));
      this.sequences[document] = sequence;
      this.length += sequence.length;
      const times = new Map();
      for (const word of sequence) times.set(word, (times.get(word) || 0) + 1);
      for (const word of joined(text)) times.set(this.vocabulary.number(word), 1);
      for (const [word, count] of times) {
        const list = this.textWords.get(word);
        if (list) list.push(document, count);
        else this.textWords.set(word, [document, count]);
      }
    }

    /** How much each word says, 0 to 1: little if it is everywhere. */
    weigh() {
      const all = Math.log(1 + this.documents.length);
      this.weights = this.vocabulary.words.map((word, number) => {
        const places = (this.textWords.get(number) || []).length / 2 + this.namedWith(number);
        const weight = Math.max(0.15, Math.log(1 + this.documents.length / Math.max(1, places)) / all);
        return SMALL.has(word) ? weight * 0.1 : weight;
      });
      for (const name of this.names) name.weight = name.words.reduce((sum, word) => sum + this.weights[word], 0);
    }

    /** How many documents have a word in their names. */
    namedWith(word) {
      let count = 0;
      let last = -1;
      for (const name of this.nameWords.get(word) || []) {
        if (this.names[name].document !== last) count++; // names of a document stand together
        last = this.names[name].document;
      }
      return count;
    }

    weight(word) {
      return this.weights[word] ?? 1; // a word that came after the last weighing
    }

    /** What a query finds: {results: [{document, score, cover, name}], loose}. */
    search(query) {
      const asked = parse(query);
      if (!asked.words.length) return { results: [], loose: false };
      const all = this.ranked(asked);
      const results = all.filter((entry) => asked.phrases.every((phrase) => this.hasPhrase(entry.document, phrase)));
      const loose = !results.length && all.length > 0;
      return { results: loose ? all : results, loose };
    }

    ranked(asked) {
      const terms = this.terms(asked.words);
      const found = new Map();
      const at = (document) => {
        let entry = found.get(document);
        if (!entry)
          found.set(
            document,
            (entry = { document, name: "", best: 0, text: 0, phrase: 0, cover: new Float32Array(terms.length) }),
          );
        return entry;
      };
      this.matchNames(terms, at);
      this.matchWhole(asked, at);
      this.matchText(terms, at);
      this.matchPhrases(asked, at);
      const small = asked.words.every((w) => SMALL.has(w));
      return [...found.values()]
        .map((entry) => this.scored(entry, terms, small))
        .filter((result) => result.cover >= LEAST_COVER)
        .sort((a, b) => b.score - a.score || a.document - b.document);
    }

    /** The words of a query: each with the known words it may stand for, and its share in the whole. */
    terms(asked) {
      const content = asked.some((w) => !SMALL.has(w));
      const terms = asked.map((word) => {
        const like = this.alike(word);
        let weight = 0.7; // of a word that is not known
        let best = 0;
        for (const [number, likeness] of like) {
          if (likeness < best || (likeness === best && this.weight(number) > weight)) continue;
          best = likeness;
          weight = this.weight(number);
        }
        return { word, like, weight: content && SMALL.has(word) ? Math.min(weight, 0.05) : Math.max(weight, 0.15) };
      });
      const total = terms.reduce((sum, term) => sum + term.weight, 0);
      for (const term of terms) term.weight /= total;
      this.joinNeighbours(terms);
      return terms;
    }

    /** The known words that a word may stand for; a tone number (lu4) is left out if need be. */
    alike(word) {
      const like = this.vocabulary.like(word, this.isNamed);
      const tone = /^([a-z]{2,6})[1-5]$/.exec(word);
      return new Map(like.size || !tone ? like : this.vocabulary.like(tone[1], this.isNamed));
    }

    /** Two words asked for may be one in the text: sub national. */
    joinNeighbours(terms) {
      for (let i = 0; i + 1 < terms.length; i++) {
        const both = terms[i].word + terms[i + 1].word;
        const number = this.vocabulary.numbers.get(both);
        if (number === undefined) continue;
        for (const term of [terms[i], terms[i + 1]]) term.like.set(number, Math.max(0.95, term.like.get(number) || 0));
      }
    }

    /** Names that share words with the query. */
    matchNames(terms, at) {
      const shares = new Map(); // name -> {asked, own}
      terms.forEach((term, i) => {
        const best = new Map(); // name -> [likeness, weight of its word]
        for (const [word, likeness] of term.like) {
          for (const name of this.nameWords.get(word) || []) {
            const before = best.get(name);
            if (!before || before[0] < likeness) best.set(name, [likeness, this.weight(word)]);
          }
        }
        for (const [name, [likeness, weight]] of best) {
          const share = shares.get(name) || { asked: 0, own: 0 };
          share.asked += term.weight * likeness;
          share.own += weight * likeness;
          shares.set(name, share);
          const entry = at(this.names[name].document);
          entry.cover[i] = Math.max(entry.cover[i], likeness);
        }
      });
      for (const [name, share] of shares) {
        const own = Math.min(1, share.own / this.names[name].weight);
        this.offer(at, name, 8 * share.asked * (0.55 + 0.45 * own));
      }
    }

    /** Names that are the query, or begin with it, whatever the spaces: transcaspian, hexinliyi. */
    matchWhole(asked, at) {
      const compact = asked.words.join("");
      for (const name of this.byCompact.get(compact) || []) this.offer(at, name, 12, 1);
      for (const name of this.byKey.get(key(asked.words)) || []) this.offer(at, name, 10, 1);
      const content = asked.words.filter((w) => !SMALL.has(w)).join("");
      for (const form of new Set([compact, content])) {
        if (form.length < 2) continue;
        for (const name of this.byStart.get(form.slice(0, 2)) || []) {
          const whole = this.names[name].compact;
          if (whole.length > form.length && whole.startsWith(form))
            this.offer(at, name, 6.5 + (2 * form.length) / whole.length, 0.9);
        }
      }
    }

    offer(at, name, score, cover = 0) {
      const entry = at(this.names[name].document);
      if (score > entry.best) {
        entry.best = score;
        entry.name = this.names[name].text;
      }
      if (cover) for (let i = 0; i < entry.cover.length; i++) entry.cover[i] = Math.max(entry.cover[i], cover);
    }

    /** Texts in which words of the query stand. */
    matchText(terms, at) {
      const average = this.length / Math.max(1, this.documents.length) || 1;
      terms.forEach((term, i) => {
        const best = new Map(); // document -> share
        for (const [word, likeness] of term.like) {
          const list = this.textWords.get(word) || [];
          for (let p = 0; p < list.length; p += 2) {
            const size = this.sequences[list[p]].length / average;
            const share = (likeness * list[p + 1]) / (list[p + 1] + 0.3 + 0.5 * size);
            if (share > (best.get(list[p]) || 0)) best.set(list[p], share);
            const entry = at(list[p]);
            entry.cover[i] = Math.max(entry.cover[i], 0.8 * likeness);
          }
        }
        for (const [document, share] of best) at(document).text += term.weight * share;
      });
    }

    /** Texts in which all words of the query, or of a quotation in it, stand one after another. */
    matchPhrases(asked, at) {
      for (const phrase of [asked.words, ...asked.phrases]) {
        if (phrase.length < 2) continue;
        for (const document of this.withPhrase(phrase))
          at(document).phrase = Math.max(at(document).phrase, phrase.length > 2 ? 4 : 2);
      }
    }

    /** Documents in whose text the words stand one after another. */
    withPhrase(phrase) {
      const numbers = phrase.map((w) => this.vocabulary.numbers.get(w));
      if (numbers.includes(undefined)) return [];
      const lists = numbers.map((n) => this.textWords.get(n) || []);
      const rarest = lists.reduce((a, b) => (b.length < a.length ? b : a));
      return rarest.filter((_, p) => p % 2 === 0).filter((document) => follows(this.sequences[document], numbers));
    }

    hasPhrase(document, phrase) {
      const numbers = phrase.map((w) => this.vocabulary.numbers.get(w));
      if (follows(this.sequences[document], numbers)) return true;
      const { title, names } = this.documents[document];
      return [title, ...names].some((name) => ` ${words(name).join(" ")} `.includes(` ${phrase.join(" ")} `));
    }

    /** The evidence for one document as a score, and the part of the query that it covers. */
    scored(entry, terms, small) {
      const { kind } = this.documents[entry.document];
      const cover = terms.reduce((sum, term, i) => sum + term.weight * entry.cover[i], 0);
      const text = (TEXT_KIND[kind] || 1) * (2 * entry.text + entry.phrase);
      // What is named outright need not be talked about; the weaker of the two kinds of evidence only breaks ties.
      let score = Math.max(entry.best, text) + 0.25 * Math.min(entry.best, text) + 2 * cover + KIND[kind];
      if (small && kind === "passage") score += 2;
      return { document: entry.document, score, cover, name: entry.name };
    }

    /** The part of a text to show: {parts: [[text, is it a word of the query]], words: those words as they are written}. */
    excerpt(document, query) {
      const chunks = this.chunked(document);
      const weights = this.wanted(query);
      const start = bestStretch(chunks, weights);
      const parts = [["", false]];
      const written = new Set();
      const add = (text, hit) => {
        if (parts.at(-1)[1] === hit) parts.at(-1)[0] += text;
        else parts.push([text, hit]);
      };
      if (start) add("… ", false);
      for (const { text, words } of chunks.slice(start, start + EXCERPT)) {
        const [bare] = (words.some((w) => weights.has(w)) && /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/u.exec(text)) || [""];
        const at = text.indexOf(bare);
        add(text.slice(0, at), false);
        if (bare) add(bare, true);
        add(text.slice(at + bare.length) + " ", false);
        if (bare) written.add(bare);
      }
      if (start + EXCERPT < chunks.length) add("…", false);
      return { parts: parts.filter(([text]) => text), words: [...written] };
    }

    /** A text cut at its spaces, each piece with the numbers of its words. */
    chunked(document) {
      this.chunks[document] ??= (this.documents[document].text || "")
        .split(/\s+/)
        .filter(Boolean)
        .map((text) => this.piece(text));
      return this.chunks[document];
    }

    piece(text) {
      let piece = this.pieces.get(text);
      if (!piece) {
        const numbers = [...words(text), ...joined(text)].map((w) => this.vocabulary.numbers.get(w));
        this.pieces.set(text, (piece = { text, words: numbers }));
      }
      return piece;
    }

    /** Map of word number -> weight of the words that a query asks for, in any of their forms. */
    wanted(query) {
      const weights = new Map();
      const asked = parse(query).words;
      const content = asked.some((w) => !SMALL.has(w));
      for (const term of asked.length ? this.terms(asked) : []) {
        if (content && SMALL.has(term.word)) continue;
        for (const [word, likeness] of term.like) if (likeness >= 0.6) weights.set(word, term.weight * likeness);
      }
      return weights;
    }

    /** Up to `count` documents whose names look most like the query, for when nothing was found. */
    nearest(query, count = 5) {
      this.pairs ??= this.pairsOfNames();
      const asked = new Set(letterPairs(parse(query).words.join("")));
      const shared = new Map(); // name -> pairs of letters that it shares with the query
      for (const pair of asked)
        for (const name of this.pairs.get(pair) || []) shared.set(name, (shared.get(name) || 0) + 1);
      const scores = new Map();
      for (const [number, pairs] of shared) {
        const { document, compact } = this.names[number];
        const score = (2 * pairs) / (asked.size + compact.length - 1) + KIND[this.documents[document].kind] / 10;
        if (score > (scores.get(document) || LEAST_LIKE)) scores.set(document, score);
      }
      return [...scores]
        .sort((a, b) => b[1] - a[1])
        .slice(0, count)
        .map(([document]) => document);
    }

    pairsOfNames() {
      const pairs = new Map();
      this.names.forEach((name, number) =>
        new Set(letterPairs(name.compact)).forEach((pair) => push(pairs, pair, number)),
      );
      return pairs;
    }
  }

  const LEAST_LIKE = 0.3;

  // --- excerpts ---

  const EXCERPT = 24; // pieces of text between spaces, about as many words

  /** The stretch of `chunks` with most weight of different words. */
  function bestStretch(chunks, weights) {
    let best = { start: 0, weight: 0 };
    for (let start = 0; start < chunks.length; start++) {
      const seen = new Set();
      let weight = 0;
      if (!chunks[start].words.some((w) => weights.has(w))) continue;
      for (const chunk of chunks.slice(start, start + EXCERPT - 4)) {
        for (const word of chunk.words) {
          if (weights.has(word) && !seen.has(word)) weight += weights.get(word);
          seen.add(word);
        }
      }
      if (weight > best.weight) best = { start, weight };
    }
    return Math.max(0, Math.min(best.start - 4, chunks.length - EXCERPT));
  }

  function letterPairs(text) {
    return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
  }

  /** Hyphenated words as one: trans-caspian -> transcaspian. */
  function joined(text) {
    if (!/[-\u2010\u2011]/.test(text)) return [];
    return (fold(text).match(/\p{L}+(?:[-\u2010\u2011]\p{L}+)+/gu) || []).map((w) => w.replace(/[-\u2010\u2011]/g, ""));
  }

  /** The stems of the words that count, as one string; all words if none counts. */
  function key(parts, stemOf = stem) {
    const stems = parts.map(stemOf);
    const only = stems.filter((_, i) => !SMALL.has(parts[i]));
    return (only.length ? only : stems).join(" ");
  }

  function follows(sequence, numbers) {
    for (let i = sequence.indexOf(numbers[0]); i >= 0; i = sequence.indexOf(numbers[0], i + 1)) {
      if (numbers.every((number, j) => sequence[i + j] === number)) return true;
    }
    return false;
  }

  /** The words of a query, those of its quoted parts, and these parts as they were written. */
  function parse(query) {
    const text = query.slice(0, LONGEST).replace(/[\u0000-\u001f\u007f]/g, " ");
    const quoted = [...text.matchAll(/["“”„«»「」『』]([^"“”„«»「」『』]+)["“”„«»「」『』]/g)]
      .map((m) => m[1].trim())
      .filter((q) => words(q).length);
    return { words: words(text).slice(0, MOST_WORDS), phrases: quoted.map(words), quoted };
  }

  const filters = new WeakMap();

  /** Numbers of the lists of names that a query meets, best first; all of them, in order, for an empty query. */
  function match(names, query) {
    if (!parse(query).words.length) return names.map((_, i) => i);
    if (!filters.has(names)) {
      filters.set(names, create(names.map(([title, ...others]) => ({ kind: "term", title, names: others, text: "" }))));
    }
    const { results } = filters.get(names).search(query);
    return results.filter((r) => r.cover > 0.6).map((r) => r.document);
  }

  function create(documents) {
    const index = new Index();
    index.add(documents);
    index.weigh();
    return index;
  }

  globalThis.Search = { create, match, words, parse };
})();
