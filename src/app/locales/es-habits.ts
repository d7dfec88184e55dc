/** What each bad habit is, what it costs whoever has it, and what its figures mean. */
import type { Texts } from "./texts.ts";

const everySeconds = "tiempo entre dos mensajes";
const messages = "cuántos mensajes en total, para que un mundo sin esperanza termine";
const heights = "solo los bloques de estas alturas";
const depth = "a qué distancia bajo la punta de su nodo sale su propia cadena; tiene un bloque más";
const ofFork = {
  forkHeight: "el último bloque común con la cadena de su nodo",
  blocks: "bloques propios; menos, si con más tuviera tanto trabajo como la cadena real",
};
const onBlock = "el bloque sobre el que empiezan; el génesis, 0, lo tienen todos";

export const habit: NonNullable<Texts["habit"]> = {
  slow: {
    does: "Sube datos muchas veces más despacio de lo que su línea permite.",
    cost: "nada; ahorra ancho de banda.",
    of: { factor: "cuántas veces más lento" },
  },
  silentOnHeaders: { does: "Nunca responde cuando se le piden cabeceras.", cost: "nada." },
  silentOnBlocks: {
    does: "Nunca responde cuando se le piden bloques, o ciertos bloques.",
    cost: "nada.",
    of: { heights },
  },
  withholdsBlock: {
    does: "Da todos los bloques menos uno, para siempre.",
    cost: "nada, mientras todos los peers hagan lo mismo; un solo peer honesto lo deshace.",
    of: { height: "la del bloque que se guarda" },
  },
  dead: {
    does: "Acepta la conexión y nunca envía un byte, ni siquiera un pong.",
    cost: "una conexión abierta.",
  },
  leavesMidHeaders: {
    does: "Envía algunas cabeceras y luego cierra la conexión.",
    cost: "las cabeceras que envió.",
    of: { messages: "mensajes headers antes de irse" },
  },
  flapping: {
    does: "Deja que se le pidan bloques, se va con las peticiones y vuelve.",
    cost: "una conexión de vez en cuando.",
    of: { awaySeconds: "cuánto tiempo está fuera", times: "cuántas veces vuelve" },
  },
  lowWorkFork: {
    does: "Sirve una cadena propia con prueba de trabajo válida, pero con menos que la real.",
    cost: "la prueba de trabajo de la rama, con la dificultad más baja que se consiga jugando con las marcas de tiempo.",
    of: ofFork,
  },
  invalidProofOfWork: {
    does: "Responde con cabeceras inventadas que nadie ha minado.",
    cost: "nada; inventar cabeceras no exige trabajo, y por ello pierde la conexión.",
  },
  wrongBits: {
    does: "Responde con una cabecera cuya dificultad no es la que toca, minada con esa dificultad.",
    cost: "la prueba de trabajo de esa cabecera.",
  },
  oldTimestamps: {
    does: "Responde con una cabecera que no es posterior a la mediana de las once anteriores.",
    cost: "la prueba de trabajo de esa cabecera.",
  },
  nonContinuousHeaders: {
    does: "Responde con cabeceras que no siguen una a otra.",
    cost: "nada; desordena cabeceras reales.",
  },
  unconnectingHeaders: {
    does: "Anuncia cabeceras cuyos padres nadie ha visto nunca.",
    cost: "la prueba de trabajo de una cabecera cada vez.",
    of: { everySeconds, messages },
  },
  tooManyHeaders: {
    does: "Envía más cabeceras en un mensaje de las que se permiten.",
    cost: "nada más que los bytes.",
  },
  headerSpam: {
    does: "Envía sin fin cabeceras nuevas de ramas sin valor.",
    cost: "por cada cabecera que la víctima guarda, 81 bytes y prueba de trabajo con la dificultad mínima.",
    of: { everySeconds, messages, count: "cabeceras en cada mensaje" },
  },
  unsolicitedBlock: {
    does: "Envía, sin que se le pida, un bloque válido sobre otro que su peer tiene.",
    cost: "la prueba de trabajo de un bloque cada vez.",
    of: { everySeconds, messages, forkHeight: onBlock },
  },
  unknownParentBlock: {
    does: "Envía, sin que se le pida, un bloque cuyo padre nadie conoce.",
    cost: "la prueba de trabajo de un bloque cada vez.",
    of: { everySeconds, messages },
  },
  corruptedBody: {
    does: "Envía bloques con un byte cambiado: la cabecera es correcta, las transacciones no son aquellas a las que se compromete.",
    cost: "nada más que la conexión: se le expulsa con el primer bloque.",
    of: { heights },
  },
  invalidTransaction: {
    does: "Tiene la mejor cadena, según sus cabeceras, pero su primer bloque propio incumple una regla: la coinbase indica una altura errónea.",
    cost: "la prueba de trabajo real de una cadena que supera a la honesta, para nada.",
    of: { depth },
  },
  duplicateTransaction: {
    does: "Envía bloques con la última transacción dos veces: la raíz de Merkle es la misma, el bloque inválido (CVE-2012-2459).",
    cost: "prueba de trabajo real si ningún bloque tiene el número adecuado de transacciones; si no, nada.",
    of: { depth },
  },
  staleTip: {
    does: "Se comporta como si su cadena hubiera terminado hace algunos bloques.",
    cost: "nada; puede ser un nodo honesto que se ha quedado colgado.",
    of: { blocks: "cuántos va por detrás de su nodo" },
  },
  inInitialDownload: {
    does: "Está él mismo al principio de su descarga: no tiene más que el bloque génesis.",
    cost: "nada; todo nodo nuevo es así.",
    of: { answers: "1: sin cabeceras; 0: no responde" },
  },
  equivocating: {
    does: "Responde a cada petición de cabeceras con otra cadena.",
    cost: "la prueba de trabajo de todas esas cadenas.",
    of: ofFork,
  },
  twoFaced: {
    does: "Da buenas cabeceras enseguida, y nunca un bloque de ellas.",
    cost: "nada más que las cabeceras; varios juntos le cuestan a la víctima un plazo cada uno.",
  },
  invSpam: {
    does: "Anuncia bloques que no existen.",
    cost: "36 bytes por cada uno; los clientes antiguos respondían a cada uno con unos mil.",
    of: { everySeconds, messages, count: "hashes en cada mensaje" },
  },
  orphanFlood: {
    does: "Inunda a su peer con bloques cuyos padres nadie conoce.",
    cost: "la prueba de trabajo de cada bloque, con la dificultad mínima.",
    of: { everySeconds, messages, count: "bloques cada vez" },
  },
  diskFill: {
    does: "Envía los bloques de una larga cadena lateral con la dificultad mínima, para llenar el disco.",
    cost: "la prueba de trabajo mínima de cada bloque, y sus bytes.",
    of: { everySeconds, messages, forkHeight: onBlock, count: "bloques cada vez" },
  },
  lyingStartHeight: {
    does: "Dice en su mensaje version tener una altura que no tiene.",
    cost: "nada.",
    of: { height: "lo que dice tener" },
  },
  wrongClock: {
    does: "Mina con un reloj adelantado horas, de modo que su cabecera más reciente está en el futuro.",
    cost: "casi nada; puede ser incluso un error honesto.",
    of: { aheadSeconds: "cuánto adelanta su reloj" },
  },
  unknownBlockRequests: {
    does: "Pide bloques que no existen.",
    cost: "36 bytes por cada uno.",
    of: { everySeconds, messages, count: "hashes en cada mensaje" },
  },
  garbageFrames: {
    does: "Envía bytes que no son ningún mensaje: sumas de comprobación erróneas, comandos desconocidos, cantidades y longitudes imposibles, ruido.",
    cost: "nada más que la conexión.",
    of: {
      everySeconds,
      messages,
      first:
        "la primera de sus cinco clases: suma de comprobación, comando, cantidad, longitud, ruido; las demás siguen por turno",
    },
  },
  outOfOrder: {
    does: "Entrega todos los bloques que se le piden, unos pocos cada vez y el último primero.",
    cost: "nada; está permitido.",
    of: { count: "bloques a los que da la vuelta cada vez", holdMs: "cuánto retiene uno como mucho" },
  },
};
