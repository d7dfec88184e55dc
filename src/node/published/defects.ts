/**
 * What is wrong with the article's program and can be seen from outside, by the ids of protocol.md §1.7. Each can be mended
 * alone: then the node does what `right` says.
 *
 * Not here, because nothing that a node here sends or knows would differ: L-13 (a whole chain is hashed anew for each locator
 * hash) and L-14 (recursion from block to block) cost time alone; L-18 and L-19 are in the article's listing of
 * `find_next_blocks_to_download`, while the program it links to, which is followed here, has them right; L-23 is about sockets
 * that a world of messages does not have; L-26 (no height, services, nonce, ping) is about messages that every node here sends,
 * because Bitcoin's peers would not talk to it otherwise.
 */
import type { DefectId } from "./defect-ids.ts";

interface Defect {
  readonly id: DefectId;
  /** What the program does. */
  readonly does: string;
  readonly right: string;
}

export const defects: readonly Defect[] = [
  {
    id: "L-27",
    does: "A block that comes is counted and stored, but the active chain never moves: with every block here the node still has none to show.",
    right:
      "The active chain follows the best chain whose blocks are all here, and a new block is told to others.",
  },
  {
    id: "L-1",
    does: "A message of more than 10,000 bytes never fits the receive buffer and ends the connection: 124 headers pass, 125 do not.",
    right: "The buffer holds the largest legal message.",
  },
  {
    id: "L-2",
    does: "What a peer has is noted only when it sends a header that is new, so every block comes from the sync node.",
    right:
      "The last header of every message shows what a peer has, and each is asked from the best header's parent, whenever it comes.",
  },
  {
    id: "L-3",
    does: "Headers that are all known count as the end, and a new sync node is asked from the start: beyond 2,000 headers nobody is ever asked again.",
    right: "A message that is not full is the end, and a new sync node goes on from the best header.",
  },
  {
    id: "L-4",
    does: "A sync node that leaves, or is dropped for anything but a time-out, stays the sync node: no other is chosen.",
    right: "Whatever ends the connection, another sync node is chosen at once.",
  },
  {
    id: "L-5",
    does: "The state of a peer that was just disconnected is looked up as if it were there: the program ends.",
    right: "What concerns a peer that is gone is ignored.",
  },
  {
    id: "L-6",
    does: "The last common block jumps over gaps, so that the window has no end and what was left out is never fetched.",
    right: "The last common block moves along blocks that follow one another without a gap.",
  },
  {
    id: "L-7",
    does: "Any block counts as an answer: with none in transit the counter goes below zero and the program ends.",
    right: "Only blocks that were asked for count, and others are stored only if they can be of use.",
  },
  {
    id: "L-8",
    does: "Nothing is checked: no proof of work, no target, no timestamp, no merkle root, no transaction.",
    right: "Headers and blocks are checked as in Bitcoin.",
  },
  {
    id: "L-9",
    does: "Work is height: a longer chain of less work wins.",
    right: "The chain with the most work wins.",
  },
  {
    id: "L-10",
    does: "After every message with a new header the peer is asked for more.",
    right: "Only after a full message is there more to ask for.",
  },
  {
    id: "L-11",
    does: "The question that goes to everybody after the first headers sync has no time-out, and headers that nobody asked for can end the sync.",
    right: "Every question has its time-out, and only an answer ends the sync.",
  },
  {
    id: "L-12",
    does: "The first question starts from the active chain's tip, so all known headers beyond it are fetched again.",
    right: "It starts from the best header's parent.",
  },
  {
    id: "L-15",
    does: "The gaps of the locator begin to double two hashes earlier than in Core.",
    right: "Core's heights.",
  },
  {
    id: "L-16",
    does: "Headers are taken one by one: those before the first bad one stay, and their number is not looked at.",
    right: "A message with too many headers or with a gap is refused as a whole.",
  },
  {
    id: "L-17",
    does: "The last new header is what a peer has, even if it had more before; the last common block may be on another branch.",
    right: "Only as much work or more moves it, and the last common block is looked up anew.",
  },
  {
    id: "L-20",
    does: "All blocks of one request have 60 seconds together, and those a closed peer owed stay in flight until then.",
    right:
      "The time of the next block starts when the one before it came, and what a closed peer owed is free at once.",
  },
  {
    id: "L-21",
    does: "Whoever asks for a block that is not here is disconnected.",
    right: "The question is ignored.",
  },
  {
    id: "L-22",
    does: "Without connections of its own the node takes its headers for complete and never asks.",
    right: "Peers that called are asked if there are no others.",
  },
  {
    id: "L-24",
    does: "The switch to a better chain takes for granted that all its blocks are here and that it leaves one block at most: else the program ends. Part 8 of the program has this; it shows only where L-27 is mended.",
    right: "A chain is a candidate when all its blocks are here, and a switch may be of any depth.",
  },
  {
    id: "L-25",
    does: "A new block is pushed whole to everybody, even to the peer it came from. Part 8 of the program has this; it shows only where L-27 is mended.",
    right: "Its hash is announced to those that may lack it.",
  },
];
