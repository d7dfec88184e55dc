/**
 * What was asked of a node in the run itself: every getheaders is answered as it should be, or not at all by whom it is not
 * (protocol.md §2.12, §2.22). Core 0.12 says nothing while it is itself catching up.
 */
import { equalBytes, ZERO_HASH } from "../../bitcoin/bytes.ts";
import { wrongHeaders } from "./answers.ts";
import { Download, isLight } from "./caught-up.ts";
import type { Heard, Oracle } from "./hearing.ts";

export class ServingOracle implements Oracle {
  readonly problems: string[] = [];
  readonly #download = new Download();

  restart(): void {
    this.#download.restart();
  }

  hear(heard: Heard): void {
    const { input, outputs, policy, chain, from } = heard;
    this.#download.look(heard);
    if (from === undefined || input.kind !== "message" || input.message.command !== "getheaders") return;
    const { locator, stop } = input.message;
    if (policy.strategy === "as-published" || locator.length > (policy.locatorHashesMax ?? locator.length))
      return;
    const answers = outputs.flatMap((output) =>
      output.kind === "send" && output.peer === from.peer && output.message.command === "headers"
        ? [output.message]
        : [],
    );
    const { index, tip } = chain;
    if (policy.servesWhileBehind === "nothing" && !this.#download.isOver) {
      if (answers.length > 0) this.problems.push(`serving: ${from.peer} is answered during initial download`);
    } else if (policy.servesWhileBehind === "an empty message" && isLight(heard)) {
      if (answers[0]?.headers.count !== 0)
        this.problems.push(`serving: ${from.peer} is told of a chain of work ${index.work(tip)}`);
    } else if (locator.length > 0 || !equalBytes(stop, ZERO_HASH)) {
      const wrong = wrongHeaders(policy, chain, locator, stop, answers);
      if (wrong !== undefined) this.problems.push(`serving: ${from.peer} asks for headers: ${wrong}`);
    }
  }
}
