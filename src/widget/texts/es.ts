import type * as english from './en.ts'

export const written: typeof english.written = { language: 'es', direction: 'ltr', dates: 'es' }

export const texts: typeof english.texts = {
  launcher: 'Novedades, mi ritmo, escríbenos',
  tabs: { news: 'Novedades', pace: 'Mi ritmo', talk: 'Escríbenos' },
  arrived: (count) => (count === 1 ? '1 novedad para ti' : `${count} novedades para ti`),
  loading: 'Un momento…',
  notLoaded: 'Esta parte no se ha cargado.',
  tryAgain: 'Probar otra vez',
  unread: (count) => (count === 1 ? '1 respuesta nueva' : `${count} respuestas nuevas`),
  replyFrom: (author) => `Respuesta de ${author}`,
  team: 'El equipo',
  aQuestion: 'una pregunta para ti',
  disconnected: (waiting) =>
    waiting === 0
      ? 'Sin conexión. Lo que envíes espera aquí hasta que vuelva.'
      : `Sin conexión. ${waiting === 1 ? '1 mensaje espera aquí y se enviará' : `${waiting} mensajes esperan aquí y se enviarán`} en cuanto vuelva.`,
  failed: 'No ha funcionado. Inténtalo de nuevo.',
  signedOut: 'Esto no se envió antes de cerrar tu sesión. Si sigue siendo tuyo, envíalo otra vez.',
  blocked: 'El navegador no ha abierto la nueva pestaña.',
  openPage: 'Abrir la página',
}

export const formTexts: typeof english.formTexts = {
  send: 'Enviar',
  sending: 'Enviando…',
  waits: 'El servidor aún no responde. Tu mensaje se guarda y se volverá a enviar solo.',
}

export const surveyTexts: typeof english.surveyTexts = {
  arrived: (question) => `Una pregunta para ti: ${question}`,
  step: (at, of) => `Pregunta ${at} de ${of}`,
  scoreName: (score, most) => `${score} de ${most}`,
  means: (score, meaning) => `${score} = ${meaning}`,
  thumbs: ['Pulgar abajo', 'Pulgar arriba'],
  other: 'Otra cosa',
  ownWords: 'Con tus palabras',
  several: (least, most) =>
    least === most ? `Elige ${least}.` : least > 1 ? `Elige de ${least} a ${most}.` : `Elige hasta ${most}.`,
  order: 'Arrástralas o usa las flechas: primero lo que más te importa.',
  rightOrder: 'Este ya es mi orden',
  moveUp: (label) => `Subir: ${label}`,
  moveDown: (label) => `Bajar: ${label}`,
  place: (label, at, of) => `${label} ocupa ahora el puesto ${at} de ${of}.`,
  next: 'Siguiente',
  skip: 'Saltar',
  back: 'Atrás',
  notNow: 'Ahora no',
  sendAnswer: 'Enviar respuesta',
  thanks: '¡Gracias!',
  stored: 'Tu respuesta se ha guardado.',
  close: 'Cerrar',
}

export const answerFaults: typeof english.answerFaults = {
  choose: 'Elige primero una opción.',
  chooseSome: (least) => `Elige al menos ${least}.`,
  chooseFewer: (most) => `Como mucho ${most} a la vez: quita una primero.`,
  write: 'Escribe primero unas palabras.',
  writeMore: (least) => `Escribe al menos ${least} caracteres.`,
  email: 'Escribe un correo como ada@example.org.',
  url: 'Escribe una dirección como https://example.org.',
  number: 'Escribe un número como 12 o 3.5.',
  order: 'Ponlas primero en tu orden, o di que ya es el correcto.',
}

const reasonsToAsk: Record<Parameters<typeof english.askingTexts.because>[0], string> = {
  event: 'acabas de hacer algo concreto aquí',
  url: 'estás en esta página',
  dwell: 'llevas un rato aquí',
  scroll: 'has llegado hasta este punto de la página',
  exit: 'parecía que ibas a salir',
  exposure: 'has usado algo nuevo aquí',
  channel: 'tus actualizaciones vienen ahora de otro canal',
  'preview-off': 'has desactivado algo que estabas probando',
  arrival: 'te ha llegado algo nuevo',
}

export const askingTexts: typeof english.askingTexts = {
  whyAsked: '¿Por qué me lo preguntáis?',
  because: (reason, percent) =>
    percent < 100
      ? `Te preguntamos porque ${reasonsToAsk[reason]}, y porque te ha tocado en un sorteo de ${percent} de cada 100 personas.`
      : `Te preguntamos porque ${reasonsToAsk[reason]}.`,
  howOften: '¿Con qué frecuencia podemos preguntarte?',
  budgets: { never: 'Nunca', rarely: 'Rara vez', often: 'A menudo' },
  left: (count) =>
    count === 0
      ? 'Por ahora no te preguntaremos nada más.'
      : `Podemos preguntarte ${count === 1 ? '1 vez' : `${count} veces`} más en 30 días.`,
  saved: 'Guardado.',
}

export const talkTexts: typeof english.talkTexts = {
  talk: 'Escríbenos',
  kindLegend: '¿De qué se trata?',
  kinds: { problem: 'Problema', idea: 'Idea', praise: 'Elogio', question: 'Pregunta' },
  message: 'Tu mensaje',
  placeholders: {
    problem: '¿Qué ha pasado y qué esperabas?',
    idea: '¿Qué te ayudaría?',
    praise: '¿Qué te funciona bien?',
    question: '¿Qué te gustaría saber?',
  },
  writeSomething: 'Escribe primero unas palabras.',
  sent: 'Enviado. La respuesta del equipo aparecerá aquí.',
  mine: 'Mis mensajes',
  you: 'Tú',
  team: 'El equipo',
  newReplies: (count) => (count === 1 ? '1 nueva' : `${count} nuevas`),
  waiting: 'Pendiente de envío',
  back: 'Todos los mensajes',
  reply: 'Escribir de nuevo',
  about: (title) => `${title}: `,
  moodLegend: '¿Cómo te sientes con esto?',
  optional: 'opcional',
  moods: ['Muy mal', 'Mal', 'Regular', 'Bien', 'Muy bien'],
  noMood: 'Prefiero no decirlo',
  felt: (mood) => `Te sentías: ${mood.toLowerCase()}`,
  states: {
    open: 'Lo tiene el equipo',
    waiting: 'Respondido',
    closed: 'Cerrado',
    fixed: 'Resuelto',
    unsettled: 'Aún sin resolver',
  },
  writesAgain: 'Escribe otra vez y se reabre.',
  read: 'Leído por el equipo',
  writing: 'El equipo está escribiendo…',
  present: 'Alguien del equipo está aquí ahora.',
  email: 'Correo para la respuesta',
  emailHint: 'Solo para respuestas a esto, cuando no estés aquí.',
  emailFault: 'Escribe un correo como ada@example.org.',
  byEmail: 'Recibir las respuestas por correo',
  goesTo: (email) => `Cuando no estés aquí, las respuestas van también a ${email}.`,
  saveEmail: 'Guardar',
  stopEmail: 'No más correos',
  older: (count) => (count === 1 ? '1 mensaje anterior' : `${count} anteriores`),
}

export const settledTexts: typeof english.settledTexts = {
  asks: 'Sobre lo que escribiste',
  arrived: (title) => `Ya lo tienes: ${title}`,
  questions: {
    problem: '¿Se ha arreglado tu problema?',
    idea: '¿Es lo que tenías en mente?',
    praise: '¿Es lo que esperabas?',
    question: '¿Responde a tu pregunta?',
  },
  youWrote: (excerpt) => `Escribiste: «${excerpt}»`,
  yes: 'Sí',
  no: 'No',
  notSure: 'Aún no lo sé',
  thanks: '¡Gracias! El equipo ya lo sabe. Escribe otra vez y se reabre.',
  sayMore: '¡Gracias! Vuelve a estar con el equipo. ¿Qué falta todavía?',
  close: 'Cerrar',
}

export const leavingTexts: typeof english.leavingTexts = {
  why: '¿Por qué? Solo si quieres.',
  reasons: {
    'too-buggy': 'Demasiados fallos',
    'changed-too-much': 'Ha cambiado demasiado',
    'too-fast': 'Demasiado rápido',
    other: 'Otra cosa',
  },
  noAnswer: 'No preguntar',
  thanks: '¡Gracias! El equipo lo leerá.',
}

export const pictureTexts: typeof english.pictureTexts = {
  takePicture: 'Imagen de esta página',
  addPicture: 'Añadir una imagen',
  pictures: 'Imágenes',
  picture: (number) => `Imagen ${number}`,
  change: (number) => `Dibujar en la imagen ${number}`,
  drop: (number) => `Quitar la imagen ${number}`,
  taking: 'Tomando la imagen…',
  cannotDraw: 'No se puede tomar una imagen de esta página. Añade una tuya.',
  shareInstead: 'Dejar que la tome el navegador',
  shareWarning: 'En una imagen así no hay nada tapado: tacha lo que sea privado.',
  notShared: 'El navegador no ha tomado ninguna imagen.',
  tooMany: (name) => `${name}: como mucho 3 imágenes por mensaje.`,
  notSent: 'No se han podido enviar las imágenes. Tu texto sigue aquí: envíalo otra vez.',
  addLines: (count) =>
    `Añadir lo último que ha registrado esta página (${count === 1 ? '1 línea' : `${count} líneas`})`,
  exactly: 'Ver exactamente lo que se envía',
}

export const editorTexts: typeof english.editorTexts = {
  wrongType: (name) => `${name} no es una imagen PNG, JPEG o WebP.`,
  tooLarge: (name) => `${name} pasa de 5 MB.`,
  unreadable: (name) => `${name} no se puede leer como imagen.`,
  editor: 'Tachar y dibujar',
  hint: 'Los campos y las partes privadas ya están tapados. Arrastra sobre la imagen o toca dos esquinas. Con el teclado: añade una forma; las flechas la mueven, Mayús y flechas cambian su tamaño, Supr la quita.',
  tool: 'Herramienta',
  tools: { blackout: 'Tachar', box: 'Recuadro', pen: 'Dibujar' },
  addShape: 'Añadir una forma',
  undo: 'Deshacer',
  use: 'Usar esta imagen',
  again: 'Tomarla otra vez',
  remove: 'Sin imagen',
  removed: 'Quitada.',
  otherCorner: 'Ahora la esquina opuesta.',
  shape: (kind, x, y, width, height) =>
    `${kind}, a ${x} % de la izquierda, a ${y} % de arriba, ${width} % de ancho, ${height} % de alto`,
}

const list = (names: readonly string[]) => new Intl.ListFormat(written.language).format(names)

export const choiceTexts: typeof english.choiceTexts = {
  close: 'Cerrar',
  allChoices: 'Todo lo que he elegido',
  newTab: 'se abre en otra pestaña',
  undo: 'Deshacer',
  undone: 'Deshecho.',

  arrivedForYou: (title) => `Ya lo tienes: ${title}`,
  severalArrived: (count) => `Te han llegado ${count} novedades`,
  whatHappened: 'Esto ha pasado sin que hicieras nada',
  howIsIt: '¿Qué te parece?',
  howIs: (title) => `¿Qué te parece ${title}?`,
  waitForYes: (count) => (count === 1 ? '1 novedad espera tu sí' : `${count} novedades esperan tu sí`),
  saidYes: 'Has dicho que sí',
  yes: 'Sí, la quiero ya',
  getNow: 'La quiero ya',
  ofThing: (act, title) => `${act}: ${title}`,
  keepUntil: (day) => `Conservar lo anterior hasta el ${day}`,
  anotherDay: 'Otro día',
  keepOld: 'Conservar lo anterior',
  until: 'Hasta',
  nextLoad: 'Se verá cuando esta página se cargue otra vez.',
  showNow: 'Mostrarla ya',
  haveNow: (title) => `Ya tienes ${title}.`,
  kept: (title, day) => `${title}: conservas lo anterior hasta el ${day}.`,

  nothingYet: 'Aún no se ha anunciado nada nuevo para ti. Lo que venga estará primero aquí, con su fecha.',
  nothingComes: 'No hay nada en camino: tienes todo lo que se ha anunciado.',
  onItsWay: (count) => (count === 1 ? 'Una novedad está en camino.' : `${count} novedades están en camino.`),
  coming: 'Qué llega y cuándo',
  noDate: 'Aún sin fecha',
  having: 'Lo que tengo',
  reasons: 'Todas las razones',
  letItCome: 'Dejar que llegue lo nuevo',
  giveBack: 'Devolverla',
  previews: 'Para probar',
  on: 'Sí',
  off: 'No',
  switched: (title, isOn) => `${title}: ${isOn ? 'activado' : 'desactivado'} para ti.`,
  leaveToTeam: 'Dejarlo al equipo',

  channel: 'De dónde vienen mis actualizaciones',
  here: 'Estás aquí',
  entries: { open: '', invitation: 'Con invitación', capped: 'Plazas limitadas' },
  pace: 'Con qué rapidez',
  tryOut: 'Elige otra cosa para ver qué cambiaría, antes de guardar nada.',
  looking: 'Mirando qué cambiaría…',
  more: (count) => `y ${count} más`,
  choose: (names) => `Elegir ${list(names)}`,
  keep: (names) => `Seguir con ${list(names)}`,
  join: (name) => `Unirme a ${name}`,
  saved: (names) => `Guardado: has elegido ${list(names)}.`,

  default: (pace, channel) => `Volver al ajuste del equipo: ${pace} en ${channel}`,
  followDefault: 'Seguir ese ajuste',
  keepOwn: 'Mantener mi elección',
  followed: 'Guardado: sigues el ajuste del equipo, también si cambia.',

  hold: 'Pararlo todo',
  holdUntil: 'Hasta una fecha, o hasta que yo diga',
  from: 'Desde',
  note: 'Una nota para ti',
  openHold: (days) =>
    `Deja vacía la segunda fecha para parar hasta que tú digas; termina solo a los ${days === 1 ? '1 día' : `${days} días`}.`,
  noHold: 'No parar nada',
  holdSays: 'Hasta entonces no llega nada nuevo, salvo cambios urgentes y correcciones de seguridad.',
  holding: (from, to) => `Nada nuevo${from ? ` desde el ${from}` : ''} ${to ? `hasta el ${to}` : 'hasta que tú digas'}`,
  held: (name) => `Guardado. ${name}.`,
  endHold: 'Terminar ya',
  holdEnded: 'La pausa ha terminado.',
  chooseDay: 'Elige una fecha.',
  moment: (day, time) => `${day}, ${time}`,
}
