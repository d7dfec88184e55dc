/**
 * What each built-in scenario asks, and what its run as it stands there answers: test/app/questions.test.ts holds every number of an
 * answer against that run.
 */
export const question = {
  "first-visit": "Who gives you the headers, and who the blocks?",
  classroom: "Each sends two blocks of 1 MB a second. How long do 400 blocks take?",
  "real-constants": "What sets the pace of 5,000 blocks?",
  "slow-peer": "How much longer does it take than with eight good ones?",
  "silent-sync-peer": "Who notices, and when?",
  "withholding-peer": "How long does everything wait for what it owes?",
  "two-branches": "Which one do you follow?",
  "living-network": "Do you ever get there?",
  reorganisation: "What becomes of six that everybody had taken for safe?",
  "article-two-nodes": "How do they find out that there is nothing more?",
  "article-three-nodes": "Whom does it ask first, and whom when that one is done?",
} as const;

export const answer = {
  "first-visit":
    "A alone gave all 40 headers: the map is small, it was there after 0.5 s. The blocks came from all four, 10 from each.",
  classroom:
    "28.7 s. At 16 blocks a second it would be 25 s; but for 2.3 s there were only headers, one round trip for every 20 of them.",
  "real-constants":
    "The lines of the peers, 22.5 MB a second in all: 5,000 MB need at least 222.2 s, and took 227.7 s. The 5,000 headers were there after 0.3 s.",
  "slow-peer":
    "11 times as long, 325.3 s instead of 28.7 s, though D gave no more than 32 of the 400 blocks: for 302.1 s the window stood still, and everybody waited for D.",
  "silent-sync-peer":
    "You, 60 s after you had asked: that is the time-out for headers. A was dropped, B was asked, and 2.1 s later all 400 headers were there.",
  "withholding-peer":
    "58.5 s. Then a block was 60 s late, C was dropped, others were asked for its 4 blocks, and the rest took 28.2 s.",
  "two-branches":
    "The one with more work: 48 blocks with work 2,021, and not 64 blocks with work 387. It cost you 10 blocks fetched in vain.",
  "living-network":
    "Yes, after 46.6 s. The chain had 150 blocks when you began and 157 when you had them all; of the 8 that were found meanwhile 1 was overtaken.",
  reorganisation:
    "You took 6 blocks back and followed the other branch to height 61: its work was 124, that of your own 122.",
  "article-two-nodes":
    "They ask: each asked the other 2 times for headers, and all 4 answers were empty. After 0.5 s nothing more was owed.",
  "article-three-nodes":
    "A. Its answer holds no header, and 0.1 s after the question it asks everybody, A again and B: 3 questions, and nothing new.",
} as const;

/** After the first run: what to try next, and where to go from there. */
export const wayIn = {
  slow: "Now make D slow",
  slowHint: "The same run from its beginning, with D twenty times slower.",
  compared: "With a good D it took 5.7 s.",
  doors: "Where to go from here",
  sandbox: "Sandbox",
  sandboxSays:
    "Eight good peers, and nothing is asked of you: make trouble with any of them, add some, give them other software.",
  teachers: "For teachers",
} as const;

export const teachers = {
  title: "For teachers",
  intro:
    "Each of these worlds asks one question. Open it, let the class guess while nothing moves, press Play, and read the answer together.",
  share:
    "Share gives a class link: everybody sees this very moment, on any machine, and nobody can change the world.",
  projector:
    "Present (P) leaves what is the point, large enough for the last row; its Notes are a window with question and answer for you alone.",
  worlds: "Worlds",
  open: "Open {{title}}",
  answer: "Answer",
  close: "Close",
} as const;
