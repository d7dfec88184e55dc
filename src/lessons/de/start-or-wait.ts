import type { LessonTexts } from "../lesson-texts.ts";

export const startOrWait: LessonTexts = {
  title: "Gleich anfangen oder auf die ganze Karte warten?",
  goal: "Wann kann man gefahrlos für Blöcke zahlen: sofort, wenn alle gesprochen haben oder wenn genug Arbeit gezeigt ist?",
  words: [
    {
      word: "zweite Meinung",
      means: "Was andere Peers über die Kette sagen, die der Lotse gezeigt hat.",
    },
    {
      word: "Mindestarbeit (minimum chain work)",
      means: "Wie viel Arbeit eine Kette zeigen muss, bevor auch nur einer ihrer Blöcke angefragt wird.",
    },
  ],
  beats: [
    {
      before:
        "Noch einmal der Lotse, der lügt: A führt in einen Zweig, der die Kette nach Block 250 verlässt. Core 0.12 fragt nach jeder headers-Nachricht Blöcke an. Schau, wann der erste Block da ist.",
      after:
        "Der erste Block ist bei {firstBlockAt} geprüft, als {headersKnown} Header bekannt sind. Nur vom Lotsen ist bekannt, dass er ihn hat: Alle Blöcke werden bei A angefragt.",
    },
    {
      before:
        "Eine Notiz zu Core sagt: Wir laden nach jeder headers-Nachricht Blöcke herunter; tun müssten wir es, nachdem wir alle Header haben und uns durch Fragen an mehrere Peers vergewissert haben.",
      question: {
        ask: "Wer ist in dieser Welt zuerst fertig: wer gleich anfängt, oder wer auf die ganze Karte und eine zweite Meinung wartet?",
        choices: ["Wer gleich anfängt", "Wer wartet", "Beide zur selben Zeit", "Wer wartet, wird nie fertig"],
        why: "Wer gleich anfängt, ist nach {eager.endsAt} fertig, wer wartet, nach {patient.endsAt}: Er weiß dann, dass alle acht die Blöcke haben, und fragt sie alle. Und er zahlt für {patient.blocksAside} Blöcke umsonst, nicht für {eager.blocksAside}.",
      },
      after:
        "Fertig nach {endsAt}. {blocksAside} Blöcke vom Zweig von A wurden geholt, bevor jemand anderes einen besseren zeigte.",
    },
    {
      before: "Der wartet: kein Block, bevor alle Header da sind und mehrere Peers sich einig sind.",
      after:
        "Der erste Block ist bei {firstBlockAt} geprüft, später als zuvor. Dann werden alle gefragt: Es endet nach {patient.endsAt}, und bisher wurden {blocksAside} Blöcke umsonst geholt.",
    },
    {
      before:
        "Bitcoin Core heute: Header werden nur gezählt, bis ihre Kette genug Arbeit gezeigt hat. Die Kette von A wird das nie.",
      after:
        "Der erste Block ist bei {firstBlockAt} da, nachdem A bei {firstDropAt} aufgegeben wurde: Seine Kette war zu leicht, und nicht einer seiner Blöcke wurde angefragt. Eine Schwelle für Arbeit schützt deine Festplatte; über deine Geduld sagt sie nichts.",
    },
  ],
  variants: {
    eager: "Sofort: Core 0.12",
    guide: "Nach den Headern des Lotsen: der Knoten des Artikels",
    patient: "Nach einer zweiten Meinung",
    line: "Nach 85 % der Arbeit: Core heute",
    low: "Core heute, mit der Schwelle bei 60 %",
  },
  simplified: [
    "Die Schwelle liegt hier bei 85 % der Arbeit der Kette; die von Core ist eine Zahl im Programm, die mit jeder Version wächst.",
    "Im echten Netz wird ein Lotse, der zu wenig zu sagen hat, lange vor Ablauf seiner 15 Minuten ersetzt.",
    "Die Header kommen hier in Sekunden; mit 900.000 davon an einer dünnen Leitung dauert das Warten länger. Issue 11757 von Bitcoin Core bittet darum, früh anzufangen.",
  ],
  plan: [
    "Die Notiz zu Core lesen und ihre beiden Wünsche finden.",
    "Vorhersagen und laufen lassen.",
    "Was wäre, wenn: die Tabelle der fünf.",
    "Diskussion: Was würdest du jemandem antworten, der früh anfangen will? Und wenn die Header mit 2 je Sekunde kämen?",
  ],
  worlds: { "lying-guide": "Der Lotse lügt" },
};
