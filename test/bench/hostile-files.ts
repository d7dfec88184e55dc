/** Files and links that somebody has made to keep the page busy: as much as gets through the bounds, of what may take long. */
import { deflateSync, gzipSync } from "node:zlib";

/** So much of what a scenario or a run as text may have, and a lesson. */
const CHARS = { text: 990_000, lesson: 240_000 };
const MEMBER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3);

const json = JSON.stringify;
const many = (item: string, chars = CHARS.text) =>
  Array(Math.floor(chars / (item.length + 1)))
    .fill(item)
    .join(",");
const small = '"version":1,"chain":{"blocks":5}';
const world = (rest: string) => `{${small},${rest}}`;
const run = (rest: string) => `{"version":1,"scenario":${world('"peers":[{}]')},${rest}}`;
const lesson = (rest: string, scenario = '"first-visit"') =>
  `{"version":1,"id":"x","title":"t","goal":"g","world":{"scenario":${scenario}},${rest}}`;
const sweep = (rest: string) => `{"version":1,"scenario":${world('"peers":[{}]')},${rest}}`;
const plainBeats = '"beats":[{"before":"a","after":"b"}]';
const noPeers = `"peers":[${many("{}")}]`;

const behaviours = Array.from({ length: 8 }, () => ({ kind: "slow", factor: 3 }));
const peers = Array.from({ length: 32 }, (_, i) => ({ id: `p${i}`, behaviours, link: { jitterMs: 1 } }));

/** A scenario that is taken, with so many acts: the smallest, of which there may be most, or the largest. */
function fat(acts: number, isLarge = false): object {
  const act = isLarge ? { kind: "setBehaviours", node: "p0", behaviours } : { kind: "cutLink", peer: "p0" };
  return {
    version: 1,
    chain: { blocks: 5 },
    peers: isLarge ? peers : peers.slice(0, 1),
    acts: Array.from({ length: acts }, (_, i) => ({ atSeconds: i, act })),
  };
}

function joining(acts: number): object {
  const acted = Array.from({ length: acts }, (_, i) => ({
    atSeconds: i,
    act: { kind: "addPeer", peer: { id: `n${i}`, behaviours } },
  }));
  return { version: 1, chain: { blocks: 5 }, peers: [{}], acts: acted };
}

const numbers = (count: number, from: number) => Array.from({ length: count }, (_, i) => from + i);

/** By what they are. */
export const hostileFiles: Readonly<Record<string, () => string | Uint8Array>> = {
  "330,000 peers": () => world(noPeers),
  "21,000 acts": () => run(`"acts":[${many('{"at":1,"act":{"kind":"mineBlock","node":"A"}}')}]`),
  "37,000 behaviours": () => world(`"peers":[{"behaviours":[${many('{"kind":"slow","factor":2}')}]}]`),
  "45,000 links": () => world(`"peers":[{}],"links":[${many('{"from":"A","to":"B"}')}]`),
  "1,000 acts, each of 8 behaviours": () => json(fat(1000, true)),
  "a run of 1,000 acts": () => json({ version: 1, scenario: fat(1000), acts: [] }),
  "peers that join": () => json(joining(1000)),
  "90,000 keys": () => `{${numbers(90_000, 0).map((i) => `"k${i}":0`)},"version":1}`,
  "80,000 constants": () => world(`"peers":[{}],"constants":{${numbers(80_000, 0).map((i) => `"k${i}":0`)}}`),
  "a key of 900,000 letters": () => `{"${"k".repeat(900_000)}":1}`,
  "a title of 900,000 letters": () => world(`"title":"${"x".repeat(900_000)}"`),
  "a number of 900,000 digits": () => `{"version":1,"chain":{"blocks":${"9".repeat(900_000)}}}`,
  "900,000 brackets": () => `{"version":${"[".repeat(900_000)}`,
  "JSON that breaks at its end": () => world(noPeers).slice(0, -1),
  "a history of 330,000 peers": () =>
    `{"version":1,"run":{"version":1,"scenario":${world(noPeers)}},"at":1,"count":1,"records":[`,
  "a history that begins with blanks": () => `{"version":${" ".repeat(2_900_000)}1,"run":{},"records":[`,
  "3 MB of blanks": () => `${" ".repeat(2_900_000)}{,"records":[`,
  "8,900 beats": () => lesson(`"beats":[${many('{"before":"a","after":"b"}', CHARS.lesson)}]`),
  "80,000 peers in a lesson": () => lesson(plainBeats, world(`"peers":[${many("{}", CHARS.lesson)}]`)),
  "a lesson of large worlds": () =>
    json({
      ...JSON.parse(lesson(plainBeats)),
      world: { scenario: fat(1000) },
      beats: numbers(12, 0).map((i) => ({ world: { seed: i }, before: "a", after: "b" })),
      variants: numbers(8, 0).map((i) => ({ id: `v${i}`, label: "l", change: { seed: i }, measured: {} })),
    }),
  "47,000 racers": () => `{"version":1,"runs":[${many('{"name":"a","run":1}')}]}`,
  "a race of large worlds": () =>
    json({ version: 1, runs: numbers(4, 0).map((i) => ({ name: `${i}`, run: fat(1000) })) }),
  "495,000 values": () => sweep(`"vary":[{"what":"peers","values":[${many("1")}]}]`),
  "76,000 ways": () => sweep(`"policies":[${many('{"name":"a"}')}],"vary":[{"what":"peers","values":[1]}]`),
  "10^16 seeds": () =>
    sweep('"seeds":{"from":0,"to":9007199254740991},"vary":[{"what":"peers","values":[1]}]'),
  "100 points of 650 acts": () =>
    json({
      version: 1,
      scenario: fat(650),
      vary: [
        { what: "latencyMs", values: numbers(10, 1) },
        { what: "windowBlocks", values: numbers(10, 16) },
      ],
    }),
  "96 points of up to 64 large peers and 650 acts": () =>
    json({
      version: 1,
      scenario: fat(650),
      vary: [
        { what: "peers", values: numbers(32, 33) },
        { what: "latencyMs", values: [1, 2, 3] },
      ],
    }),
  "100 MB packed into 97 kB": () => gzipSync(`{${" ".repeat(100_000_000)}`),
  "140,000 packed nothings": () =>
    Buffer.concat([gzipSync("{"), ...Array<Buffer>(140_000).fill(gzipSync(""))]),
  "what looks packed, packed": () =>
    gzipSync(Buffer.concat([Buffer.from("{"), ...Array<Uint8Array>(140_000).fill(MEMBER)]), { level: 0 }),
  "3 MB of a network's first byte": () => new Uint8Array(3_000_000).fill(0xf9),
  "3 MB of digits": () => "0".repeat(3_000_000),
};

const packed = (text: string) => `#1.${deflateSync(text, { level: 9 }).toString("base64url")}`;

export const hostileLinks: Readonly<Record<string, () => string>> = {
  "64,001 letters": () => `#1.${"A".repeat(63_998)}`,
  "10 MB of letters": () => `#1.${"A".repeat(10_000_000)}`,
  "46 MB packed": () => packed(" ".repeat(46_000_000)),
  "a link to 330,000 peers": () => packed(`{"run":${world(noPeers)},"at":1}`),
  "a link to 1,000 acts": () => packed(`{"run":${json({ version: 1, scenario: fat(1000) })},"at":1}`),
  "a link to a lesson of large worlds": () =>
    packed(`{"lesson":${String(hostileFiles["a lesson of large worlds"]?.())}}`),
  "a link to 900,000 brackets": () => packed(`{"run":${"[".repeat(900_000)}`),
};
