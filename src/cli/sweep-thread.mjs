/** A thread that runs worlds: TypeScript goes through tsx here, too, which a thread does not have from who started it. */
import { register } from "tsx/esm/api";

register();
await import("./sweep-thread.ts");
