/** The fuzzer bites: defects planted into the rules of a node are found. Those that take longer are looked for in `test/deep`. */
import { findQuickly } from "./planted/find-quickly.ts";

findQuickly(({ file }) => file.startsWith("src/node/"));
