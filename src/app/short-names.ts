/**
 * What stands for a peer where its name has no room: told apart from what stands for all the others, and as much of the name
 * as may be. P1 and P10 are not both P1.
 */

/** The same peers are named in every frame. */
const known = new Map<
  number,
  { readonly names: readonly string[]; readonly short: ReadonlyMap<string, string> }
>();

/** By name, of at most `most` letters each (at least 2); `names` are different from each other, and the list does not change. */
export function shortNames(names: readonly string[], most: number): ReadonlyMap<string, string> {
  const before = known.get(most);
  if (before?.names === names) return before.short;
  const short = shorten(names, most);
  known.set(most, { names, short });
  return short;
}

function shorten(names: readonly string[], most: number): ReadonlyMap<string, string> {
  const longest = new Map<string, number>();
  for (const name of names) {
    const { stem } = parts(name);
    longest.set(stem, Math.max(longest.get(stem) ?? 0, name.length));
  }
  const isWhole = (name: string) => (longest.get(parts(name).stem) ?? 0) <= most;
  const short = new Map<string, string>();
  const taken = new Set<string>();
  const take = (name: string, candidates: readonly string[]) => {
    const free = candidates.find((one) => one !== "" && one.length <= most && !taken.has(one));
    if (free === undefined) return false;
    short.set(name, free);
    taken.add(free);
    return true;
  };
  // Nobody loses the name it has because it would do for another.
  for (const name of names) if (isWhole(name)) take(name, [name]);
  names.forEach((name, i) => {
    if (short.has(name)) return;
    const ends = `${name[0]}${name.slice(1 - most)}`;
    const { digits } = parts(name);
    // With a letter, since a number alone would read as a height.
    const numbered = digits === "" ? "" : `${name[0]}${digits}`;
    const bare = numbered.length > most ? digits : "";
    if (take(name, [numbered, bare, name.slice(0, most), ends, `${name[0]}${i + 1}`, `${i + 1}`])) return;
    for (let n = 1; `${n}`.length <= most; n++) if (take(name, [`${n}`])) return;
    short.set(name, name.slice(0, most));
  });
  return short;
}

/** `P10` is the tenth P. */
function parts(name: string): { readonly stem: string; readonly digits: string } {
  const digits = /\d*$/.exec(name)?.[0] ?? "";
  return digits === "" ? { stem: name, digits } : { stem: `${name.slice(0, -digits.length)}#`, digits };
}
