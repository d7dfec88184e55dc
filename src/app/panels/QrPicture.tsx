/** An address for the camera of a phone; always dark on white, which readers need. */
import { qrCode } from "../qr.ts";
import { t } from "../text.ts";

export function QrPicture({ text }: { readonly text: string }) {
  let code: ReturnType<typeof qrCode>;
  try {
    code = qrCode(text);
  } catch (error) {
    return <p>{(error as RangeError).message}</p>;
  }
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${code.size} ${code.size}`}
      role="img"
      aria-label={t("share.qrOf")}
      shapeRendering="crispEdges"
    >
      <rect width={code.size} height={code.size} fill="#fff" />
      <path d={code.path} fill="#000" />
    </svg>
  );
}
