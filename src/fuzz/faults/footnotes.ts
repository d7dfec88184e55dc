/** What must be known of a cell before it is compared with the network, by the rule behind it. */

export interface Footnote {
  /** Of the fault; with no policies: the whole row. With no rows: the whole column. */
  readonly rows?: readonly string[];
  readonly policies?: readonly string[];
  readonly text: string;
}

export const footnotes: readonly Footnote[] = [
  {
    rows: ["2", "5", "8", "12", "14", "20", "21", "22", "27"],
    policies: ["core"],
    text: "The time for the headers sync is 15 minutes and a millisecond for each block that the age of the best header allows. Here that is an hour a block for 200 blocks. From mainnet's genesis, 17 years ago, it is some 31 minutes, and the eviction of a peer that stays behind our tip comes first, after 20 and 2 minutes; a block found meanwhile has one more peer asked at once.",
  },
  {
    rows: ["10a", "10b", "29"],
    policies: ["core"],
    text: "Below the minimum chain work headers are only counted: proof of work and the reach of difficulty are looked at, not times. A forges the last header of each message and builds nothing on it, so what it sends next does not follow, and the counting begins anew at the pace of the link until the time for the headers sync is over. A forger who went on from his header would be found out and dropped when the headers come for the second time.",
  },
  {
    rows: ["0r"],
    policies: ["core"],
    text: "Regtest has no minimum chain work in Core, mainnet has. Blocks are then asked for while the headers still come, and each headers message of the sync peer waits on its line behind them.",
  },
  {
    rows: ["14"],
    policies: ["core-0.12"],
    text: "What is still owed once the tip is the best is a block that A made up and never sends. It is given up after ten minutes, and costs the node nothing.",
  },
  {
    rows: ["24"],
    policies: ["blocks-first-0.8"],
    text: "A makes up hashes for 1000 s, twenty a second. 0.8 asks for each of them, has no time-out for it, and the last counts as owed until two minutes later, when 0.8 would ask the next peer that told it. Nobody else did, and it costs the node nothing.",
  },
  {
    rows: ["3", "4", "23"],
    policies: ["blocks-first"],
    text: "0.9 measures a peer that delivers nothing by when it last sent anything. Here its own pings, every 30 minutes, are all that makes the peer speak. On the network the invs of transactions do, and it takes 2 to 3 minutes.",
  },
  {
    rows: ["33"],
    text: "As many blocks are in flight as the window has, so nobody can hold it up. With one more peer, or with the window and the 16 in flight of the network, old Core drops honest peers for the node's own slow line, and today's raises its time-out instead.",
  },
  {
    policies: ["learncoin-as-published"],
    text: "Only with 20 headers a message does it get anywhere: with its own 2000, a message of more than 124 headers does not fit its receive buffer of 10000 bytes, and the connection is lost.",
  },
  {
    rows: ["31"],
    policies: ["blocks-first"],
    text: "0.9 reads messages of up to 32 MB. One that says it is 4000001 bytes long is waited for, and all that A sends afterwards, blocks too, is taken for its content. A is heard of every second, so the rule against silent peers never meets it. 0.8 has asked for every block at once, and they come before the garbage.",
  },
];
