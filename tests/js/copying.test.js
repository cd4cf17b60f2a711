/* What is copied of passages: each form as text and HTML, and the address of words. */
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

load("reading/copying.js");
const { inForm, trimmed, fragment } = Copying;

const FORMS = ["note", "reference", "markdown", "link"];

const ONE = {
  words: 'Salt & "pepper" <on> the 2*3 [tables]',
  note: "Ada Brook, remarks, Harbour Town, 14 May 2021 (readout), para. 2.3",
  address: "https://rivers.example/p/2.3/",
  citations: [
    { text: "(Brook, 2021).", html: "(Brook, <em>2021</em>)." },
    { text: "Brook (2021) Rivers.", html: "Brook (2021) <em>Rivers</em>." },
  ],
};
const OTHER = { ...ONE, words: "Rivers", note: "Ada Brook, para. 2.4", address: "https://rivers.example/p/2.4/" };
const PASSAGE =
  "Ada Brook said that well-known ferries, trains & boats cross the river, and that all of them come back.";

test("A short note stands below the words, and its address is a link", () => {
  const { text, html } = inForm("note", [ONE]);
  assert.equal(text, `“${ONE.words}”\n${ONE.note}, ${ONE.address}`);
  assert.equal(
    html,
    "<p>“Salt &#38; &#34;pepper&#34; &#60;on&#62; the 2*3 [tables]”</p>" +
      `<p>${ONE.note}, <a href="${ONE.address}">${ONE.address}</a></p>`,
  );
});

test("A reference keeps its italics in HTML and has no markup in text; the entry of the list follows", () => {
  const { text, html } = inForm("reference", [ONE]);
  assert.equal(text, `“${ONE.words}” (Brook, 2021).\nBrook (2021) Rivers.`);
  assert.ok(html.endsWith("” (Brook, <em>2021</em>).</p><p>Brook (2021) <em>Rivers</em>.</p>"), html);
  const note = [{ text: "Brook, Rivers.", html: "Brook, <em>Rivers</em>." }];
  assert.equal(inForm("reference", [{ ...ONE, citations: note }]).html.split("” ")[1], "(Brook, <em>Rivers</em>)</p>");
});

test("Markdown is text alone, and its signs are taken for what they are", () => {
  const { text, html } = inForm("markdown", [ONE]);
  assert.equal(text, `> “Salt \\& "pepper" \\<on\\> the 2\\*3 \\[tables\\]”\n>\n> ${ONE.note}, <${ONE.address}>`);
  assert.equal(html, "");
});

test("As a link, the words lead to their passage", () => {
  assert.equal(inForm("link", [OTHER]).html, `<p><a href="${OTHER.address}">“Rivers”</a></p>`);
  assert.equal(inForm("link", [OTHER]).text, `“Rivers” ${OTHER.address}`);
});

test("Words of two passages stay two quotations in every form", () => {
  for (const form of FORMS) {
    const [first, second] = [inForm(form, [ONE]), inForm(form, [OTHER])];
    const both = inForm(form, [ONE, OTHER]);
    assert.deepEqual(both, { text: `${first.text}\n\n${second.text}`, html: first.html + second.html });
  }
});

test("What is selected loses the space around it, and nothing else", () => {
  assert.deepEqual(trimmed(PASSAGE, 3, 14), { start: 4, end: 14, words: "Brook said" });
  assert.deepEqual(trimmed(PASSAGE, 0, 4), { start: 0, end: 3, words: "Ada" });
  assert.equal(trimmed(PASSAGE, 3, 4).words, "");
});

/** @param {string} words */
const found = (words) =>
  fragment(PASSAGE, trimmed(PASSAGE, PASSAGE.indexOf(words), PASSAGE.indexOf(words) + words.length));

test("A directive names the words and those beside them; its own signs are encoded", () => {
  assert.equal(
    found("ferries, trains & boats"),
    "text=said%20that%20well%2dknown-,ferries%2C%20trains%20%26%20boats,-cross%20the%20river%2C",
  );
});

test("A directive has nothing beside words that begin or end the passage", () => {
  assert.equal(found("Ada Brook"), "text=Ada%20Brook,-said%20that%20well%2dknown");
  assert.equal(found("come back."), "text=all%20of%20them-,come%20back.");
  assert.match(found(PASSAGE), /^text=Ada%20Brook%20said%20that%20well%2dknown,all%20of%20them%20come%20back\.$/);
});

test("A browser finds whole words only, so words that were cut are made whole", () => {
  assert.equal(found("rook sa"), "text=Ada-,Brook%20said,-that%20well%2dknown%20ferries%2C");
});
