/** `npm run tables`: writes the pages of documentation that are made from the program itself. */
import { writeFileSync } from "node:fs";
import { policyIds } from "../world/policy-catalogue.ts";
import { runFaults } from "./faults/fault-report.ts";
import { faultTable } from "./faults/fault-table.ts";
import { policyTable } from "./policy-table.ts";

const docs = new URL("../../docs/", import.meta.url);
writeFileSync(new URL("policies.md", docs), policyTable());
writeFileSync(new URL("faults.md", docs), faultTable(policyIds, runFaults(policyIds)));
