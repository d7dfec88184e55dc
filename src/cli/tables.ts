/** `npm run tables`: writes the pages of documentation that are made from the program itself. */
import { writeFileSync } from "node:fs";
import { runFaults } from "../fuzz/faults/fault-report.ts";
import { faultTable } from "../fuzz/faults/fault-table.ts";
import { policyIds } from "../node/policies/ids.ts";
import { policyTable } from "./policy-table.ts";

const docs = new URL("../../docs/", import.meta.url);
writeFileSync(new URL("policies.md", docs), policyTable());
writeFileSync(new URL("faults.md", docs), faultTable(policyIds, runFaults(policyIds)));
