/** `npm run faults`: runs every fault under every policy and writes docs/faults.md. */
import { writeFileSync } from "node:fs";
import { policyIds } from "../world/policy-catalogue.ts";
import { runFaults } from "./faults/fault-report.ts";
import { faultTable } from "./faults/fault-table.ts";

writeFileSync(new URL("../../docs/faults.md", import.meta.url), faultTable(policyIds, runFaults(policyIds)));
