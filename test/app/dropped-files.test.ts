import { describe, expect, test } from "vitest";
import { droppedFiles } from "../../src/app/dropped-files.ts";

const fileEntry = (name: string) => ({
  name,
  isFile: true,
  isDirectory: false,
  file: (done: (file: File) => void) => done(new File([name], name)),
});

/** As Chromium gives them: no more than so many a call, and an empty list at the end. */
function folder(names: readonly string[], portion: number, inner: readonly string[] = []) {
  const entries = [...names.map(fileEntry), ...inner.map((name) => ({ ...folder([], 1), name }))];
  return {
    name: "blocks",
    isFile: false,
    isDirectory: true,
    createReader() {
      let at = 0;
      return {
        readEntries(done: (found: unknown[]) => void) {
          done(entries.slice(at, at + portion));
          at += portion;
        },
      };
    },
  };
}

const drop = (entries: readonly unknown[], files: readonly File[] = []) =>
  droppedFiles({
    files,
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
  } as unknown as DataTransfer);
const names = async (dropped: ReturnType<typeof drop>) => (await dropped).map(({ name }) => name);

describe("what is dropped on the page", () => {
  test("files are taken as they are", async () => {
    const files = [new File(["x"], "headers.bin"), new File(["y"], "notes.txt")];
    expect(
      await names(
        drop(
          files.map(({ name }) => fileEntry(name)),
          files,
        ),
      ),
    ).toEqual(["headers.bin", "notes.txt"]);
  });

  test("of a node's folder, however many portions it comes in, the block files and the key", async () => {
    const inside = ["LOCK", "blk00000.dat", "blk00001.dat.gz", "rev00000.dat", "xor.dat", "blk00002.dat"];
    for (const portion of [1, 2, 100]) {
      expect(await names(drop([folder(inside, portion, ["index"])]))).toEqual([
        "blk00000.dat",
        "blk00001.dat.gz",
        "xor.dat",
        "blk00002.dat",
      ]);
    }
  });

  test("of any other folder every file, but not those of folders in it", async () => {
    expect(await names(drop([folder(["a.dat", "b.dat"], 1, ["c"])]))).toEqual(["a.dat", "b.dat"]);
  });

  test("a folder and a file together, and what is no file passed over", async () => {
    expect(await names(drop([folder(["blk00000.dat"], 5), null, fileEntry("xor.dat")]))).toEqual([
      "blk00000.dat",
      "xor.dat",
    ]);
  });
});
