/** A node's program threw, or its worker failed or fell silent: a defect of ours, never a peer's doing. */
export class NodeFailure extends Error {
  /** Its name. */
  readonly node: string;

  constructor(node: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.node = node;
  }
}
