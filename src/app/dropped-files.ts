/** The files of a drop, those of dropped folders too where the browser gives them. */

export interface NamedFile {
  readonly name: string;
  readonly blob: File;
}

/** What a node keeps in a folder of blocks; its other files are of no use here. */
const OF_NODE = /^(blk\d+|xor)\.dat(\.gz)?$/i;

/** To be called while the event is being handled: afterwards the browser gives nothing away any more. */
export async function droppedFiles(data: DataTransfer): Promise<readonly NamedFile[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return named([...data.files]);
  const lists = await Promise.all(entries.map((entry) => (entry === null ? [] : filesOf(entry))));
  return named(lists.flat());
}

export function named(files: readonly File[]): readonly NamedFile[] {
  return files.map((blob) => ({ name: blob.name, blob }));
}

async function filesOf(entry: FileSystemEntry): Promise<readonly File[]> {
  if (!entry.isDirectory) return [await fileOf(entry as FileSystemFileEntry)];
  const inside = await entriesOf(entry as FileSystemDirectoryEntry);
  const files = inside.filter((found) => found.isFile);
  const ofNode = files.filter(({ name }) => OF_NODE.test(name));
  return Promise.all((ofNode.length > 0 ? ofNode : files).map((file) => fileOf(file as FileSystemFileEntry)));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A browser gives the entries of a folder in portions; an empty one is the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}
