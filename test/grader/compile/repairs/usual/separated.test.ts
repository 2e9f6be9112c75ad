import { describe, expect, it } from "vitest";
import { loadTsMorph } from "../../../../../grader/compile/typescript.ts";
import { separatedIn } from "../../../../../grader/compile/repairs/usual/separated.ts";

const { ts } = await loadTsMorph();

/** A program with something put in at a mark, `|`. */
function withPutIn(program: string, put: string): string {
  const at = program.indexOf("|");
  const text = program.slice(0, at) + program.slice(at + 1);
  const source = ts.createSourceFile("submission.ts", text, ts.ScriptTarget.ES2023, true);
  const edit = separatedIn(ts, source)({ start: at, end: at, text: put });
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

describe("what is put behind a statement", () => {
  it("is parted from it by a semicolon where that has none", () => {
    expect(withPutIn("ring()|\nanswer()", " hangUp();")).toBe("ring(); hangUp();\nanswer()");
  });

  it("stands as it is behind a semicolon", () => {
    expect(withPutIn("ring();|\nanswer();", " hangUp();")).toBe("ring(); hangUp();\nanswer();");
  });

  it("stands as it is behind a block", () => {
    expect(withPutIn("if (late) {\n  ring()\n}|", " else { answer(); }")).toBe(
      "if (late) {\n  ring()\n} else { answer(); }",
    );
  });

  it("may be the other branch of an `if` that ends with its line", () => {
    expect(withPutIn("if (late) ring()|\nanswer()", " else { answer(); }")).toBe(
      "if (late) ring(); else { answer(); }\nanswer()",
    );
  });

  it("needs nothing before a brace that closes", () => {
    expect(withPutIn("{\n  ring()|\n}", " } finally { hangUp();")).toBe("{\n  ring() } finally { hangUp();\n}");
  });
});

describe("what is put before a statement", () => {
  it("ends with a semicolon", () => {
    expect(withPutIn("ring()\n|answer()", "hangUp() ")).toBe("ring()\nhangUp(); answer()");
  });

  it("has no second one", () => {
    expect(withPutIn("ring()\n|answer()", "hangUp(); ")).toBe("ring()\nhangUp(); answer()");
  });

  it.each(["await ", "return ", "if (late) ", "for (const each of all) "])("may be what it begins with: %s", (put) => {
    expect(withPutIn("ring()\n|answer()", put)).toBe(`ring()\n${put}answer()`);
  });
});

describe("what is put elsewhere", () => {
  it("stands as it is", () => {
    expect(withPutIn("ring(bell|)", ", twice")).toBe("ring(bell, twice)");
  });
});
