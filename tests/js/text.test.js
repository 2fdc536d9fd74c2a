import assert from "node:assert/strict";
import { test } from "node:test";
import { countsInWords, textOf, wrap } from "../../static/js/timeline/text.js";

test("counts leave out what there is none of", () => {
  assert.equal(countsInWords({ round: 2, statement: 0, document: 1 }), "2 rounds, 1 document");
});

test("a screen reader gets the title and the lines without mark-up", () => {
  const mark = { title: "Geneva &amp; 1", lines: "held, 2017<br>in Geneva" };
  assert.equal(textOf(mark), "Geneva & 1. held, 2017. in Geneva");
});

test("a text is broken where its words allow it", () => {
  assert.equal(wrap("one two three four", 9), "one two<br>three<br>four");
  assert.equal(wrap("one two", 40), "one two");
  assert.equal(wrap("incomprehensibilities again", 9), "incomprehensibilities<br>again");
});
