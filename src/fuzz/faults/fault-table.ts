/** The results of all faults as a page of documentation. */
import type { FaultResult } from "./fault-report.ts";
import { faults } from "./fault-worlds.ts";
import { footnotes } from "./footnotes.ts";

const INTRO = `# Faults and policies

What each policy makes of each fault of \`protocol.md\` §7, as run: this page is written by \`npm run tables\`, and a test holds
that it says what a run says.

A fresh node syncs 200 blocks of 100 kB from eight peers at 400 kB/s, with the numbers of a classroom (20 headers a message, a
window of 32, 4 blocks in flight from each peer) and the times of the real thing. Peer A, the first to be asked, is the bad one;
where several are bad the row says so. Rows 1 and 5 begin when A has been chosen. Nobody mines, so nobody is woken by a new block: what the real network would mend with the next
block, some ten minutes later, here stays as it is until the run is out of time: after an hour, in rows 4 and 23 after five and three.

In each cell: how the run ended and when (virtual time); a run is synced since its tip was the best, and settled when nothing else that was
asked for was owed any more, which is said where it differs; what the node held against the bad peer, and when; the bytes of headers and
blocks that the bad peer sent for nothing. \`learncoin-as-published\` never moves its active chain (L-27): what it has stored is said.
Rows are those of the table; row 0 is for comparison. \`core\` has a minimum chain work
as on mainnet, 85 % of this chain; row 0r is without it. A number leads to the notes below: what must be known before a cell is compared with the network.
`;

export function faultTable(policies: readonly string[], results: readonly FaultResult[]): string {
  const head = ["", "fault", ...policies.map((policy) => `\`${policy}\`${marks(undefined, policy)}`)];
  const lines = faults.map(({ row, name }) => {
    const cells = policies.map((policy) => {
      const result = results.find((candidate) => candidate.row === row && candidate.policy === policy);
      return `${cell(result)}${marks(row, policy)}`;
    });
    return line([row, `${name}${marks(row, undefined)}`, ...cells]);
  });
  const table = [line(head), line(head.map(() => "---")), ...lines].join("\n");
  const notes = footnotes.map(({ text }, i) => `${i + 1}. ${text}`).join("\n");
  return `${INTRO}\n${table}\n\n${notes}\n`;
}

/** The numbers of the notes on this cell; without a row: on the column, without a policy: on the row. */
function marks(row: string | undefined, policy: string | undefined): string {
  const numbers = footnotes.flatMap(({ rows, policies }, i) =>
    includes(rows, row) && includes(policies, policy) ? [i + 1] : [],
  );
  return numbers.length === 0 ? "" : ` <sup>${numbers.join(", ")}</sup>`;
}

function includes(list: readonly string[] | undefined, item: string | undefined): boolean {
  return item === undefined ? list === undefined : (list?.includes(item) ?? false);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function cell(result: FaultResult | undefined): string {
  if (result === undefined) return "";
  const {
    ended,
    atSeconds,
    settledSeconds,
    height,
    stored,
    noticed,
    noticedAtSeconds = 0,
    wastedBytes,
  } = result;
  const end = ended === "deadline" ? "out of time" : ended;
  const reached = height === 0 && stored > 0 ? ` at 0 with ${stored} stored` : ` at ${height}`;
  const rest = ended === "synced" ? settled(atSeconds, settledSeconds) : reached;
  const parts = [`**${end}** ${time(atSeconds)}${rest}`];
  if (noticed !== undefined) parts.push(`*${noticed.replaceAll("|", "\\|")}* ${time(noticedAtSeconds)}`);
  if (wastedBytes > 0) parts.push(size(wastedBytes));
  return parts.join("<br>");
}

/** What was asked for besides costs the node nothing; still the run goes on until none of it is owed. */
function settled(syncedSeconds: number, seconds: number | null): string {
  if (seconds === null) return ", not settled";
  return time(seconds) === time(syncedSeconds) ? "" : `, settled ${time(seconds)}`;
}

function time(seconds: number): string {
  return seconds < 120 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`;
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
