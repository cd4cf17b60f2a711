/* Citations by citeproc-js, the processor behind Zotero: a second opinion on what pandoc renders.
   Reads {locales: {lang: xml}, jobs: [{style: xml, lang, record, cite: {...}}]} on stdin, writes [[citation, reference], ...]. */
const CSL = require("citeproc");

let input = "";
process.stdin.on("data", (chunk) => {
  input += chunk;
});
process.stdin.on("end", () => {
  const { locales, styles, jobs } = JSON.parse(input);
  const engines = {};
  let record;
  for (const [id, { xml, lang }] of Object.entries(styles)) {
    const sys = { retrieveLocale: (wanted) => locales[wanted] || locales["en-US"], retrieveItem: () => record };
    engines[id] = new CSL.Engine(sys, xml, lang, true);
  }
  process.stdout.write(
    JSON.stringify(
      jobs.map((job, index) => {
        const engine = engines[job.style];
        record = { ...job.record, id: `r${index}` };
        engine.updateItems([record.id]); // alone: the one before is forgotten
        const citation = engine.previewCitationCluster(
          { citationItems: [{ id: record.id, ...job.cite }], properties: { noteIndex: 1 } },
          [],
          [],
          "html",
        );
        return [citation, job.reference ? engine.makeBibliography()[1].join("") : ""];
      }),
    ),
  );
});
