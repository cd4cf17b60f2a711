/* What JavaScript adds to a page that works without it: copying, dates and addresses of the reader's own visit, and the
   way on from an address that has moved. */
(function () {
  "use strict";

  var STYLE_KEY = "citation-style";
  var MONTHS = "January February March April May June July August September October November December".split(" ");
  var SHORT = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split(" ");

  /** A date as citation styles write it; the same forms as dates.in_form in the generator. */
  function inForm(date, form) {
    var day = date.getDate(), month = date.getMonth(), year = date.getFullYear();
    var two = function (number) { return (number < 10 ? "0" : "") + number; };
    if (form === "mdy") return MONTHS[month] + " " + day + ", " + year;
    if (form === "mla") return day + " " + SHORT[month] + " " + year;
    if (form === "iso") return year + "-" + two(month + 1) + "-" + two(day);
    if (form === "dots") return two(day) + "." + two(month + 1) + "." + year;
    return day + " " + MONTHS[month] + " " + year;
  }

  /** Put today's date and, where the site's address is not built in, the page's own address into citations below `root`. */
  function bringUpToDate(root, base) {
    root.querySelectorAll(".accessed").forEach(function (element) {
      element.textContent = inForm(new Date(), element.dataset.form);
    });
    root.querySelectorAll(".address[data-to]").forEach(function (element) {
      element.textContent = new URL(element.dataset.to, base).href;
    });
  }

  /* --- telling --- */

  var status = document.createElement("p");
  status.className = "told";
  status.setAttribute("role", "status");
  document.body.appendChild(status);
  var hide;

  /** Say something to eyes and to screen readers; it goes away by itself. */
  function tell(text) {
    clearTimeout(hide);
    status.textContent = "";
    status.classList.add("told--on");
    setTimeout(function () { status.textContent = text; }, 50);
    hide = setTimeout(function () { status.classList.remove("told--on"); status.textContent = ""; }, 4000);
  }

  /* --- copying --- */

  function copyTheOldWay(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "unseen";
    var focused = document.activeElement;
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    if (focused) focused.focus();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  /**
   * Copy text to the clipboard and say so.
   * @param {string|Promise<string>} text a promise is passed on as one, so that the browser still sees the reader's press
   */
  function copy(text, done) {
    var clipboard = navigator.clipboard;
    var coming = Promise.resolve(text);
    var copied;
    if (clipboard && clipboard.write && window.ClipboardItem && typeof text !== "string") {
      var blob = coming.then(function (value) { return new Blob([value], { type: "text/plain" }); });
      copied = clipboard.write([new ClipboardItem({ "text/plain": blob })]).catch(function () {
        return coming.then(copyTheOldWay);
      });
    } else if (clipboard && clipboard.writeText) {
      copied = coming.then(function (value) {
        return clipboard.writeText(value).catch(function () { return copyTheOldWay(value); });
      });
    } else {
      copied = coming.then(copyTheOldWay);
    }
    return copied.then(
      function () { tell(done); },
      function () { tell("Could not copy. Select the text and copy it by hand."); }
    );
  }

  function chosenStyle() {
    try { return localStorage.getItem(STYLE_KEY) || "chicago-notes"; } catch (error) { return "chicago-notes"; }
  }

  function choose(style) {
    try { localStorage.setItem(STYLE_KEY, style); } catch (error) { /* not kept: nothing is lost */ }
  }

  /** The citation of a passage for the text or note, in the style that the reader copied last, from the passage's page. */
  function citationFrom(address) {
    return fetch(address)
      .then(function (response) {
        if (!response.ok) throw new Error(String(response.status));
        return response.text();
      })
      .then(function (html) {
        var page = new DOMParser().parseFromString(html, "text/html");
        bringUpToDate(page, address);
        var style = page.querySelector('#cite-statement [data-style="' + chosenStyle() + '"]') ||
          page.querySelector("#cite-statement [data-style]");
        return style.querySelector('[data-part="citation"]').textContent;
      });
  }

  /** “Words” followed by a citation: in brackets where the style gives a note, as it is where it has brackets. */
  function quoted(words, citation) {
    return "“" + words + "” " + (/^[([]/.test(citation) ? citation : "(" + citation.replace(/\.$/, "") + ")");
  }

  function button(text, label, action) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", action);
    return made;
  }

  /** The tools of a passage: copy link, copy quotation with citation; the link "Cite" is in the page already. */
  function addTools(tools) {
    var number = tools.dataset.number;
    var cite = tools.querySelector("a");
    var card = new URL(cite.href);
    card.hash = "";
    var text = tools.parentElement.querySelector(".text");
    var link = button("Copy link", "Copy the link to passage " + number, function () {
      copy(card.href, "Link to passage " + number + " copied.");
    });
    var quotation = button("Copy quotation", "Copy passage " + number + " with a citation", function () {
      var whole = citationFrom(card.href).then(function (citation) { return quoted(text.textContent.trim(), citation); });
      copy(whole, "Passage " + number + " copied with a citation.");
    });
    tools.insertBefore(quotation, cite);
    tools.insertBefore(link, quotation);
  }

  function addCopyButtons(style) {
    style.querySelectorAll(".citation").forEach(function (citation) {
      var name = style.querySelector(".style-name").textContent;
      var called = citation.parentElement.querySelector(".called").textContent;
      citation.parentElement.appendChild(button("Copy", "Copy: " + name + ", " + called, function () {
        choose(style.dataset.style);
        copy(citation.textContent, name + ", " + called.toLowerCase() + ": copied.");
      }));
    });
  }

  /** A file for a reference manager can be copied as well as downloaded. */
  function addFileButtons(files) {
    files.querySelectorAll("a[download]").forEach(function (link) {
      var made = button("Copy", "Copy as " + link.textContent, function () {
        copy(fetch(link.href).then(function (response) { return response.text(); }), link.textContent + " copied.");
      });
      link.after(" ", made);
    });
  }

  /* --- addresses that have moved --- */

  /** A page that has moved keeps the fragment of the address; a part that has moved leads on. */
  function forward() {
    var refresh = document.querySelector('meta[http-equiv="refresh"]');
    if (refresh && location.hash) {
      location.replace(new URL(refresh.content.split("url=")[1], location.href).href + location.hash);
      return;
    }
    var gone = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (gone && gone.dataset.to) location.replace(new URL(gone.dataset.to, location.href).href);
  }

  bringUpToDate(document, location.href);
  document.querySelectorAll(".tools[data-number]").forEach(addTools);
  document.querySelectorAll(".cite .style").forEach(addCopyButtons);
  document.querySelectorAll(".cite .files").forEach(addFileButtons);
  window.addEventListener("hashchange", forward);
  forward();

  /* For the page that checks quotations. */
  window.Cite = { copy: copy, citationFrom: citationFrom, quoted: quoted };
})();
