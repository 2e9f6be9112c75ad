// Attack: percent signs, backslashes, empty parts, queries and schemes in what is imported
// Safe: rejected types

import "./%2e%2e/%2e%2e/%2e%2e/secret.ts";
import "./..\\..\\..\\secret.ts";
import "./x/../../../../secret.ts";
import ".//../../../secret.ts";
import "./..%2f..%2f..%2fsecret.ts";
import "./\u002e\u002e/../../secret.ts";
import "data:text/javascript,export default 1";
import "https://vault.test/left";
import "./target.ts?x=../../../secret.ts";
import "#secret";
import "node:fs";
import "NODE:FS";
import "chronograde/grader";

export async function main(): Promise<unknown> {
  return {};
}
