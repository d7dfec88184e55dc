/**
 * The page's address: what is chosen stands in it, so that a link shows the same run. It is untrusted input, read as strictly
 * as a file: what cannot be used is said by name, and the rest is used.
 */

import { LEVELS, type Level } from "../lessons/lesson.ts";
import { defectsOf, policyIds } from "../node/policies/ids.ts";
import { defectIds } from "../node/published/defect-ids.ts";
import { fetched } from "../runtime/late-part.ts";
import { builtInScenarios, FIRST_SCENARIO } from "../scenarios/built-in.ts";
import { printScenario } from "../world/scenario/run-spec.ts";
import type { Scenario } from "../world/scenario/scenario.ts";
import { beatNumber } from "./lesson-state.ts";
import type { LoadOptions } from "./load-options.ts";
import { LANGUAGES, type LanguageId, languageNamed } from "./locales/languages.ts";
import { policyIn } from "./shown-run.ts";
import { t } from "./text.ts";
import { EMBEDS, ROOMS, THEMES, type Theme, type ViewState } from "./view-state.ts";

/** Longest scenario, as JSON text in characters, that an address may hold: more does not get through everywhere. */
const SCENARIO_CHARACTERS = 8000;
const HOSTS = ["workers", "single-thread"] as const;
/** Above it two seeds may be the same number. */
const SEED_MAX = Number.MAX_SAFE_INTEGER;

export interface Asked {
  readonly load: LoadOptions;
  /** What the system or the last visit says, where this is undefined. */
  readonly theme: Theme | undefined;
  /** As `theme`; English where the address asks for one that there is not. */
  readonly language: LanguageId | undefined;
  /** As `theme`. */
  readonly level: Level | undefined;
  /** Id of the lesson to begin. */
  readonly lesson: string | undefined;
  /** Of that lesson, or of the one of the link: what stands there. How many it has, who reads the lesson knows. */
  readonly beat: string | undefined;
  /** One readable line for each option that cannot be used. */
  readonly problems: readonly string[];
}

/** What is wanted before anything is drawn. */
export function firstLook(search: string): {
  readonly theme: Theme | undefined;
  readonly language: LanguageId | undefined;
  readonly level: Level | undefined;
  readonly room: ViewState["room"];
  readonly embed: ViewState["embed"];
  /** Something else than a scenario at its beginning is to be shown. */
  readonly isGiven: boolean;
} {
  const address = new URLSearchParams(search);
  const oneOf = <T extends string>(field: string, known: readonly T[]) =>
    known.find((name) => name === address.get(field));
  const room = oneOf("class", ROOMS);
  return {
    theme: oneOf("theme", THEMES),
    language: languageIn(address),
    level: oneOf("level", LEVELS),
    room,
    embed: oneOf("embed", EMBEDS),
    isGiven: room !== undefined || address.has("lesson"),
  };
}

/** @param search the part from `?` on
 *  @param hash that from `#` on, which is read elsewhere */
export async function readAddress(search: string, hash = ""): Promise<Asked> {
  const address = new URLSearchParams(search);
  const problems: string[] = [];
  const wrong = (field: string, expected: string, found: string) =>
    problems.push(t("address.wrong", { field, expected, found: shortened(found) }));
  const oneOf = <T extends string>(field: string, known: readonly T[]): T | undefined => {
    const found = address.get(field);
    if (found === null) return undefined;
    const value = known.find((name) => name === found);
    if (value === undefined) wrong(field, t("address.oneOf", { names: known.join(", ") }), found);
    return value;
  };
  for (const field of new Set(address.keys())) {
    if (!FIELDS.includes(field)) wrong(field, t("address.oneOf", { names: FIELDS.join(", ") }), field);
    else if (address.getAll(field).length > 1)
      wrong(field, t("address.once"), address.getAll(field).join(", "));
  }
  const theme = oneOf("theme", THEMES);
  const language = languageIn(address);
  // Those that nobody speaks are not named.
  if (languageNamed(address.get("lang")) === undefined) oneOf("lang", LANGUAGES);
  const level = oneOf("level", LEVELS);
  oneOf("class", ROOMS);
  oneOf("embed", EMBEDS);
  const host = oneOf("host", HOSTS) ?? "workers";
  const policy = oneOf("policy", policyIds);
  const [lesson, beat] = [address.get("lesson"), address.get("beat")];
  if (beat !== null && lesson === null && hash === "") wrong("beat", t("address.withLesson"), beat);
  const scenario = await readScenario(address.get("scenario"), wrong, problems);
  return {
    load: {
      scenario: withDefects(scenario, policy, address.get("defects"), wrong),
      seed: readSeed(address.get("seed"), wrong),
      host,
      ...(policy === undefined ? {} : { policy }),
    },
    theme,
    language,
    level,
    lesson: lesson ?? undefined,
    beat: beat ?? undefined,
    problems,
  };
}

const FIELDS: readonly string[] = [
  "scenario",
  "seed",
  "policy",
  "defects",
  "host",
  "theme",
  "lang",
  "level",
  "class",
  "embed",
  "lesson",
  "beat",
];

function languageIn(address: URLSearchParams): LanguageId | undefined {
  const found = address.get("lang");
  return found === null ? undefined : (languageNamed(found) ?? "en");
}

type Wrong = (field: string, expected: string, found: string) => void;

function readSeed(found: string | null, wrong: Wrong): number {
  if (found === null) return 1;
  const seed = Number(found);
  if (/^\d{1,16}$/.test(found) && seed <= SEED_MAX) return seed;
  wrong("seed", t("address.seed", { max: SEED_MAX }), found);
  return 1;
}

async function readScenario(found: string | null, wrong: Wrong, problems: string[]): Promise<Scenario> {
  const known = (id: string) => builtInScenarios.find((scenario) => scenario.id === id);
  if (found === null) return FIRST_SCENARIO;
  if (!found.trimStart().startsWith("{")) {
    const scenario = known(found);
    const names = builtInScenarios.map(({ id }) => id).join(", ");
    if (scenario === undefined) wrong("scenario", t("address.oneOf", { names }), found);
    return scenario ?? FIRST_SCENARIO;
  }
  if (found.length > SCENARIO_CHARACTERS) {
    wrong("scenario", t("address.atMost", { count: SCENARIO_CHARACTERS }), `${found.length}`);
    return FIRST_SCENARIO;
  }
  // Few addresses hold one.
  const { parseScenarioText } = await fetched("scenarios", import("../world/scenario/scenario-schema.ts"));
  const parsed = parseScenarioText(found);
  if (parsed.ok) return parsed.scenario;
  problems.push(`scenario: ${parsed.error}`);
  return FIRST_SCENARIO;
}

function withDefects(
  scenario: Scenario,
  policy: string | undefined,
  found: string | null,
  wrong: Wrong,
): Scenario {
  if (found === null) return scenario;
  const names = found === "" ? [] : found.split(",");
  const on = defectIds.filter((id) => names.includes(id));
  const running = policiesIn(scenario, policy);
  if (names.some((name) => !on.some((id) => id === name)))
    wrong("defects", t("address.someOf", { names: defectIds.join(",") }), found);
  else if (on.length < names.length) wrong("defects", t("address.each"), found);
  else if (!running.some(hasDefects))
    wrong("defects", t("address.ofPolicy", { names: policyIds.filter(hasDefects).join(", ") }), found);
  else return { ...scenario, defects: on };
  return scenario;
}

function hasDefects(policy: string): boolean {
  return defectsOf(policy).length > 0;
}

/** Those with which some node begins, or goes on at a scheduled moment. */
function policiesIn({ policy, peerPolicy, peers, acts }: Scenario, chosen = policy): readonly string[] {
  const later = acts.flatMap(({ act }) =>
    act.kind === "setPolicy" ? [act.policy] : act.kind === "addPeer" ? [act.peer.policy] : [],
  );
  const all = [chosen, peerPolicy, ...peers.map((peer) => peer.policy), ...later];
  return all.filter((id) => id !== null);
}

export function shortened(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  // Nothing, or a space at its edge, is not seen without quotes.
  return short !== "" && short.trim() === short ? short : JSON.stringify(short);
}

/** Theme, language and level only where they are to stand in it. */
type Chosen = Pick<ViewState, "run" | "host"> & {
  readonly [K in "theme" | "language" | "level" | "room" | "embed" | "lesson"]?: ViewState[K] | undefined;
};

/**
 * The part of an address, from `?` on, that shows what is chosen. A chain file cannot stand in it, nor can a scenario that is too long: then it says no more than what it can. `isLinked`: a link beside it says what runs.
 */
export function addressOf(chosen: Chosen, isLinked = false): string {
  const address = new URLSearchParams();
  const { run, lesson } = chosen;
  // It has its own worlds.
  if (lesson?.source === "built-in") address.set("lesson", lesson.lesson.id);
  // Of one from a file nothing stands in it.
  const beat = lesson === undefined || lesson.source === "file" ? undefined : beatNumber(lesson);
  if (beat !== undefined) address.set("beat", `${beat}`);
  const isTold = isLinked || lesson !== undefined || run === undefined || run.chain !== undefined;
  const text = isTold ? undefined : scenarioText(run.scenario);
  if (run !== undefined && text !== undefined) {
    const { scenario, seed } = run;
    const policy = policyIn(chosen);
    address.set("scenario", text);
    address.set("seed", `${seed}`);
    if (policy !== scenario.policy) address.set("policy", policy);
    const { defects = null } = scenario;
    // Where no node has any, they would be said to be unusable.
    if (!text.startsWith("{") && defects !== null && policiesIn(scenario, policy).some(hasDefects))
      address.set("defects", defects.join(","));
  }
  if (chosen.host !== "workers") address.set("host", chosen.host);
  if (chosen.theme !== undefined) address.set("theme", chosen.theme);
  if (chosen.language !== undefined) address.set("lang", chosen.language);
  if (chosen.level !== undefined) address.set("level", chosen.level);
  if (chosen.room !== undefined) address.set("class", chosen.room);
  if (chosen.embed !== undefined) address.set("embed", chosen.embed);
  const search = address.toString();
  return search === "" ? "" : `?${search}`;
}

/** The id of a built-in scenario, whichever defects are mended in it; else its JSON, unless that is too long. */
function scenarioText(scenario: Scenario): string | undefined {
  const known = builtInScenarios.find(({ id }) => id === scenario.id);
  const plain = (of: Scenario) => printScenario({ ...of, defects: null });
  if (known !== undefined && plain(known) === plain(scenario)) return scenario.id;
  const text = JSON.stringify(scenario);
  return text.length <= SCENARIO_CHARACTERS ? text : undefined;
}
