/* Words: folding in four scripts, signs, stems, languages, mistakes. */
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load, chance } = require("./load.js");

load("search/words.js");

// As search/names.json tells them.
Words.learn({
  traditional: "國国際际組组織织協协絲丝綢绸會会",
  stems: ["казахстан железнодорожн порт", "өзен көпір сауда"],
});

const ALPHABETS = ["abcdefghijklmnop", "ÀéîõüßçñøæŁ", "абвгдежзийкл", "әғқңөұүһіӘҒ", "上海合作組織协", " -–'’.&+0123"];

/**
 * @param {ReturnType<typeof chance>} random
 * @param {ArrayLike<string>} letters
 */
const made = ({ below, pick }, letters, longest = 12) =>
  Array.from({ length: 1 + below(longest) }, () => pick(letters)).join("");

test("letters are folded in four scripts", () => {
  for (const [one, other] of [
    ["Süleyman Ğ", "suleyman g"],
    ["Łódź, Ærø", "lodz, aero"],
    ["Nur‑Sultan", "nur‐sultan"],
    ["Ёлка Й", "елка и"],
    ["Қазақстан", "казакстан"],
    ["Орта дәліз", "орта дализ"],
    ["Ұлы Жібек жолы", "улы жибек жолы"],
    ["上海合作組織", "上海合作组织"],
    ["絲綢之路", "丝綢之路"],
    ["ＣＩＣＡ", "cica"],
  ]) {
    assert.equal(Words.fold(one), Words.fold(other), one);
  }
});

test("folding twice changes nothing more", () => {
  const random = chance(1);
  for (let i = 0; i < 2000; i++) {
    const text = made(random, ALPHABETS.join(""));
    assert.equal(Words.fold(Words.fold(text)), Words.fold(text), text);
  }
});

test("case does not matter to any word", () => {
  const random = chance(2);
  for (let i = 0; i < 500; i++) {
    const text = made(random, random.pick(ALPHABETS.slice(0, 5)).replace("ß", ""));
    assert.deepEqual(Words.of(text.toUpperCase()), Words.of(text), text);
  }
});

test("words are parted, and signs within them read", () => {
  for (const [text, words] of /** @type {[string, string[]][]} */ ([
    ["", []],
    ["…", []],
    ["C.I.C.A.", ["cica"]],
    ["China's and China’s", ["china", "and", "china"]],
    ["Xi'an", ["xian"]],
    ["BRICS+", ["brics", "plus"]],
    ["B&R", ["b", "and", "r"]],
    ["10,000 in 2.3", ["10,000", "in", "2.3"]],
    ["关于一带一路 (BRI)", ["关于一带一路", "bri"]],
    ["ШОС/СВМДА", ["шос", "свмда"]],
  ])) {
    assert.deepEqual(Words.of(text), words, text);
  }
});

test("every form of a hyphen or dash parts words alike", () => {
  for (const dash of "-‐‑‒–—―−") {
    assert.deepEqual(Words.of(`China${dash}Kazakhstan`), ["china", "kazakhstan"], dash);
  }
  assert.deepEqual(Words.joined("the Trans-Caspian, anti‑pandemic way"), ["transcaspian", "antipandemic"]);
});

test("forms of a word have one stem", () => {
  for (const forms of [
    ["cooperate", "cooperates", "cooperated", "cooperating"],
    ["organisation", "organization", "organizations"],
    ["centre", "center", "centres"],
    ["country", "countries"],
    ["neighbour", "neighbor", "neighbouring"],
    ["казахстан", "казахстана", "казахстану", "казахстаном"],
    ["железнодорожный", "железнодорожная", "железнодорожных"].map(Words.fold),
    ["көпір", "көпірлер", "көпірлеріңіздің"].map(Words.fold),
  ]) {
    assert.equal(new Set(forms.map(Words.stem)).size, 1, forms.join(" "));
  }
  for (const word of ["gas", "上海", "2022", "status", "портфолио", "река"]) assert.equal(Words.stem(word), word);
});

test("a date is read in any spelling", () => {
  for (const date of [
    ...[
      "2022-06-07",
      "2022/6/7",
      "07.06.2022",
      "7.6.2022",
      "7 June 2022",
      "June 7, 2022",
      "7th of June 2022",
      "7 Jun. 2022",
    ],
    ...[
      "7 июня 2022",
      "7 июня 2022 года",
      "2022年6月7日",
      "2022 年 6 月 7 號",
      "2022 жылғы 7 маусым",
      "2022 жылы 7 маусымда",
    ],
  ]) {
    const { words } = Words.parse(date);
    assert.deepEqual(
      words.filter((word) => !["of", "года"].includes(word)),
      ["7", "june", "2022"],
      date,
    );
  }
  for (const none of ["2022-13-07", "12 monkeys 1995", "1.2.3", "7 маек 2022", "2.3"]) {
    assert.ok(!Words.parse(none).words.some((word) => /^[a-z]{3,9}$/.test(word) && word !== "monkeys"), none);
  }
});

test("letters tell a language, or do not", () => {
  for (const [text, language] of [
    ["Shanghai Spirit", ""],
    ["上海精神", "zh"],
    ["Шанхайский дух", "ru"],
    ["Шанхай рухы үшін", "kk"],
    ["СВМДА", "ru"],
    ["2022", ""],
  ]) {
    assert.equal(Words.languageOf(text), language, text);
  }
});

test("mistakes are counted: none for the same word, one for one slip, the same from either side", () => {
  const random = chance(3);
  for (let i = 0; i < 1000; i++) {
    const word = made(random, "abcd", 9);
    const at = random.below(word.length);
    const slips = [
      word.slice(0, at) + word.slice(at + 1),
      `${word.slice(0, at)}x${word.slice(at)}`,
      `${word.slice(0, at)}x${word.slice(at + 1)}`,
      word.slice(0, at) +
        word
          .slice(at, at + 2)
          .split("")
          .reverse()
          .join("") +
        word.slice(at + 2),
    ];
    const other = made(random, "abcd", 9);
    assert.equal(Words.edits(word, word, 3), 0);
    for (const slip of slips) assert.ok(Words.edits(word, slip, 3) <= 1, `${word} ${slip}`);
    assert.equal(Words.edits(word, other, 9), Words.edits(other, word, 9), `${word} ${other}`);
    const [all, few] = [Words.edits(word, other, 9), Words.edits(word, other, 2)];
    assert.ok(all > 2 ? few > 2 : few === all, `${word} ${other}`);
  }
});

test("a query is parted into words and quotations, and never too long", () => {
  assert.deepEqual(Words.parse('who "spare no efforts" «не жалеть»'), {
    words: ["who", "spare", "no", "efforts", "не", "жалеть"],
    phrases: [
      ["spare", "no", "efforts"],
      ["не", "жалеть"],
    ],
    quoted: ["spare no efforts", "не жалеть"],
  });
  assert.deepEqual(Words.parse('""""').phrases, []);
  assert.deepEqual(Words.parse('"tap the').words, ["tap", "the"]);
  assert.deepEqual(Words.parse("s\x00c\x1bo").words, ["s", "c", "o"]);
  assert.ok(Words.parse("corridor ".repeat(1200)).words.length <= 16);
});
