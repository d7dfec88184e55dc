/** Who is linked with whom: peers among themselves as a whole, and every link by itself. */
import { useRef, useState } from "react";
import { peerLink } from "../../scenarios/parts.ts";
import { LOCAL_NODE } from "../../world/record.ts";
import { useEditing } from "../editor/editing.ts";
import {
  addLink,
  type DraftLink,
  freeEnds,
  freeStarts,
  isOwn,
  linksOf,
  removeLink,
  turnLink,
} from "../editor/links.ts";
import { ringOf } from "../editor/nodes.ts";
import { isWrongWithin } from "../editor/problems.ts";
import { nodeName } from "../names-text.ts";
import { number, t } from "../text.ts";
import { ChoiceField, Folded, Item, keepFocus, NumberField, Why } from "./EditorFields.tsx";
import { policies } from "./EditorPeers.tsx";
import { OneOf } from "./OneOf.tsx";

const ALL = "";
/** Of more than these one looks for those of one node. */
const ROWS_AT_SIGHT = 24;

export function EditorLinks() {
  const { draft } = useEditing();
  const all = linksOf(draft);
  return (
    <section>
      <h3>{t("editor.linksTitle")}</h3>
      <AsWhole />
      <Folded
        name={t("editor.eachLink", { number: number(all.length) })}
        paths={["links", ...draft.peers.map((_, i) => `peers.${i}.link`)]}
      >
        <EachLink all={all} />
      </Folded>
    </section>
  );
}

/** Nobody with nobody, or each with the next. What was written otherwise can be gone back to. */
function AsWhole() {
  const { draft, change } = useEditing();
  const ring = ringOf(draft.peers, peerLink);
  const isRing = JSON.stringify(ring) === JSON.stringify(draft.links);
  const chosen = draft.links.length === 0 ? "none" : isRing ? "ring" : "own";
  const written = useRef<typeof draft.links | undefined>(undefined);
  if (chosen === "own") written.current = draft.links;
  const own = written.current?.filter((link) =>
    [link.from, link.to].every((end) => draft.peers.some(({ id }) => id === end)),
  );
  const ids = own === undefined ? (["none", "ring"] as const) : (["none", "ring", "own"] as const);
  return (
    <div className="row">
      <OneOf
        label={t("editor.links")}
        choices={ids.map((id) => ({ id, name: t(`editor.linksOf.${id}`) }))}
        chosen={chosen}
        onChoose={(id) => {
          const links = id === "ring" ? ring : id === "own" ? (own ?? []) : [];
          change((before) => ({ ...before, links }));
        }}
      />
      <ChoiceField
        path="peerPolicy"
        label={t("editor.othersPolicy")}
        options={[{ value: null, name: t("editor.likeYou") }, ...policies()]}
      />
    </div>
  );
}

function EachLink({ all }: { readonly all: readonly DraftLink[] }) {
  const { draft, problems, change } = useEditing();
  const [of, setOf] = useState(all.length > ROWS_AT_SIGHT ? LOCAL_NODE : ALL);
  const [said, setSaid] = useState("");
  const nodes = [...new Set([LOCAL_NODE, ...draft.peers.map(({ id }) => id)])];
  const whose = nodes.includes(of) ? of : ALL;
  const fieldOf = (link: DraftLink) => (isOwn(link) ? `${link.path}.link` : link.path);
  const shown = all.filter(
    (link) =>
      whose === ALL || link.from === whose || link.to === whose || isWrongWithin(problems, fieldOf(link)),
  );
  return (
    <>
      {all.length > ROWS_AT_SIGHT || whose !== ALL ? (
        <label className="field choice">
          <span>{t("editor.linksShown")}</span>
          <select value={whose} onChange={(event) => setOf(event.currentTarget.value)}>
            <option value={ALL}>{t("editor.linksAll")}</option>
            {nodes.map((id) => (
              <option key={id} value={id}>
                {nodeName(id)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <ul className="links">
        {shown.map((link) => (
          <Link
            key={link.path}
            link={link}
            onRemove={() => {
              change((before) => removeLink(before, link));
              setSaid(isOwn(link) ? t("editor.inReserve", { name: link.to }) : "");
            }}
          />
        ))}
      </ul>
      <NewLink
        onAdd={(from, to) => {
          change((before) => addLink(before, from, to));
          if (![from, to].includes(whose)) setOf(ALL);
          setSaid(t("editor.linkAdded", { from: nodeName(from), to: nodeName(to) }));
        }}
      />
      <p role="status">{said}</p>
      <Why path="links" />
    </>
  );
}

function Link({ link, onRemove }: { readonly link: DraftLink; readonly onRemove: () => void }) {
  const { change } = useEditing();
  const { path, from, to } = link;
  const names = { from: nodeName(from), to: nodeName(to) };
  return (
    <Item name={t("editor.link", names)} onRemove={onRemove}>
      <div className="fields">
        <span className="ends">
          <b aria-hidden>{t("editor.ends", names)}</b>
          {isOwn(link) ? null : (
            <button
              type="button"
              className="icon"
              aria-label={t("editor.turnLink", names)}
              title={t("editor.turnLink", names)}
              onClick={() => change((before) => turnLink(before, link))}
            >
              ⇄
            </button>
          )}
        </span>
        <NumberField path={`${path}.link.latencyMs`} label={t("editor.latency")} />
        <NumberField path={`${path}.link.jitterMs`} label={t("editor.jitter")} />
        <NumberField
          path={`${path}.link.bytesPerSecond`}
          label={t("editor.lineRate")}
          hint={t("editor.unlimited")}
        />
        {isOwn(link) ? null : (
          <>
            <Why path={`${path}.from`} />
            <Why path={`${path}.to`} />
          </>
        )}
      </div>
    </Item>
  );
}

/** Two who are not linked yet. */
function NewLink({ onAdd }: { readonly onAdd: (from: string, to: string) => void }) {
  const { draft } = useEditing();
  const [wanted, setWanted] = useState({ from: "", to: "" });
  const starts = freeStarts(draft);
  const from = starts.includes(wanted.from) ? wanted.from : starts[0];
  const ends = from === undefined ? [] : freeEnds(draft, from);
  const to = ends.includes(wanted.to) ? wanted.to : ends[0];
  if (from === undefined || to === undefined) return <p>{t("editor.allLinked")}</p>;
  return (
    <div className="ways">
      <End
        label={t("editor.newFrom")}
        ids={starts}
        id={from}
        onChoose={(id) => setWanted({ from: id, to })}
      />
      <End label={t("editor.newTo")} ids={ends} id={to} onChoose={(id) => setWanted({ from, to: id })} />
      <button
        type="button"
        onClick={(event) => {
          // With the last one that is possible this button goes.
          keepFocus(event.currentTarget.closest("section"), ".links li:last-child .remove");
          onAdd(from, to);
        }}
      >
        {t("editor.addLink")}
      </button>
    </div>
  );
}

interface EndProps {
  readonly label: string;
  readonly ids: readonly string[];
  readonly id: string;
  readonly onChoose: (id: string) => void;
}

function End({ label, ids, id, onChoose }: EndProps) {
  return (
    <label className="field choice">
      <span>{label}</span>
      <select value={id} onChange={(event) => onChoose(event.currentTarget.value)}>
        {ids.map((each) => (
          <option key={each} value={each}>
            {nodeName(each)}
          </option>
        ))}
      </select>
    </label>
  );
}
