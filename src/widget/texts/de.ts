import type * as english from './en.ts'

export const written: typeof english.written = { language: 'de', direction: 'ltr', dates: 'de' }

export const texts: typeof english.texts = {
  launcher: 'Neu für mich, mein Tempo, schreib uns',
  tabs: { news: 'Neu für mich', pace: 'Mein Tempo', talk: 'Schreib uns' },
  arrived: (count) => `${count} neu für dich`,
  loading: 'Einen Moment …',
  notLoaded: 'Dieser Teil wurde nicht geladen.',
  tryAgain: 'Noch einmal versuchen',
  unread: (count) => (count === 1 ? '1 neue Antwort' : `${count} neue Antworten`),
  replyFrom: (author) => `Antwort von ${author}`,
  team: 'Das Team',
  aQuestion: 'eine Frage an dich',
  disconnected: (waiting) =>
    waiting === 0
      ? 'Keine Verbindung. Was du abschickst, wartet hier, bis sie wieder da ist.'
      : `Keine Verbindung. ${waiting === 1 ? '1 Nachricht wartet hier und geht' : `${waiting} Nachrichten warten hier und gehen`} ab, sobald sie wieder da ist.`,
  failed: 'Das hat nicht geklappt. Bitte versuch es noch einmal.',
  signedOut: 'Das wurde vor deiner Abmeldung nicht mehr gesendet. Wenn es von dir ist, schick es noch einmal ab.',
  blocked: 'Der Browser hat den neuen Tab nicht geöffnet.',
  openPage: 'Seite öffnen',
}

export const formTexts: typeof english.formTexts = {
  send: 'Senden',
  sending: 'Wird gesendet …',
  waits: 'Der Server antwortet noch nicht. Deine Nachricht bleibt hier und wird von selbst noch einmal gesendet.',
}

export const surveyTexts: typeof english.surveyTexts = {
  arrived: (question) => `Eine Frage an dich: ${question}`,
  step: (at, of) => `Frage ${at} von ${of}`,
  scoreName: (score, most) => `${score} von ${most}`,
  means: (score, meaning) => `${score} = ${meaning}`,
  thumbs: ['Daumen runter', 'Daumen hoch'],
  other: 'Etwas anderes',
  ownWords: 'In deinen Worten',
  several: (least, most) =>
    least === most ? `Wähle ${least}.` : least > 1 ? `Wähle ${least} bis ${most}.` : `Wähle bis zu ${most}.`,
  order: 'Zieh sie in deine Reihenfolge oder nimm die Pfeile: das Wichtigste zuerst.',
  rightOrder: 'Das ist schon meine Reihenfolge',
  moveUp: (label) => `Nach oben: ${label}`,
  moveDown: (label) => `Nach unten: ${label}`,
  place: (label, at, of) => `${label} ist jetzt Nummer ${at} von ${of}.`,
  next: 'Weiter',
  skip: 'Überspringen',
  back: 'Zurück',
  notNow: 'Jetzt nicht',
  sendAnswer: 'Antwort senden',
  thanks: 'Danke!',
  stored: 'Deine Antwort ist gespeichert.',
  close: 'Schließen',
}

export const answerFaults: typeof english.answerFaults = {
  choose: 'Wähle zuerst eines davon.',
  chooseSome: (least) => `Wähle mindestens ${least}.`,
  chooseFewer: (most) => `Höchstens ${most} gehen zusammen: Nimm zuerst eines weg.`,
  write: 'Schreib zuerst ein paar Worte.',
  writeMore: (least) => `Schreib mindestens ${least} Zeichen.`,
  email: 'Schreib eine E-Mail-Adresse wie ada@example.org.',
  url: 'Schreib eine Adresse wie https://example.org.',
  number: 'Schreib eine Zahl wie 12 oder 3.5.',
  order: 'Bring sie zuerst in deine Reihenfolge, oder sag, dass sie schon stimmt.',
}

const reasonsToAsk: Record<Parameters<typeof english.askingTexts.because>[0], string> = {
  event: 'du gerade etwas Bestimmtes getan hast',
  url: 'du auf dieser Seite bist',
  dwell: 'du schon eine Weile hier bist',
  scroll: 'du auf dieser Seite so weit gekommen bist',
  exit: 'es so aussah, als wolltest du gehen',
  exposure: 'du hier etwas Neues benutzt hast',
  channel: 'deine Updates jetzt aus einem anderen Kanal kommen',
  'preview-off': 'du etwas wieder ausgeschaltet hast, das du ausprobiert hast',
  arrival: 'etwas Neues für dich da ist',
}

export const askingTexts: typeof english.askingTexts = {
  whyAsked: 'Warum werde ich das gefragt?',
  because: (reason, percent) =>
    percent < 100
      ? `Du wirst gefragt, weil ${reasonsToAsk[reason]} und weil das Los unter ${percent} von 100 Menschen auch dich getroffen hat.`
      : `Du wirst gefragt, weil ${reasonsToAsk[reason]}.`,
  howOften: 'Wie oft dürfen wir dich fragen?',
  budgets: { never: 'Nie', rarely: 'Selten', often: 'Oft' },
  left: (count) =>
    count === 0
      ? 'Vorerst fragen wir dich nichts mehr.'
      : `In den nächsten 30 Tagen dürfen wir dich noch ${count === 1 ? 'einmal' : `${count}-mal`} fragen.`,
  saved: 'Gespeichert.',
}

export const talkTexts: typeof english.talkTexts = {
  talk: 'Schreib uns',
  kindLegend: 'Worum geht es?',
  kinds: { problem: 'Problem', idea: 'Idee', praise: 'Lob', question: 'Frage' },
  message: 'Deine Nachricht',
  placeholders: {
    problem: 'Was ist passiert, und was hattest du erwartet?',
    idea: 'Was würde dir helfen?',
    praise: 'Was gefällt dir?',
    question: 'Was möchtest du wissen?',
  },
  writeSomething: 'Schreib zuerst ein paar Worte.',
  sent: 'Gesendet. Die Antwort des Teams erscheint hier.',
  mine: 'Meine Nachrichten',
  you: 'Du',
  team: 'Das Team',
  newReplies: (count) => `${count} neu`,
  waiting: 'Wird noch gesendet',
  back: 'Alle Nachrichten',
  reply: 'Noch etwas schreiben',
  about: (title) => `${title}: `,
  moodLegend: 'Wie geht es dir damit?',
  optional: 'freiwillig',
  moods: ['Sehr schlecht', 'Schlecht', 'Mittel', 'Gut', 'Sehr gut'],
  noMood: 'Weglassen',
  felt: (mood) => `So ging es dir damit: ${mood.toLowerCase()}`,
  states: {
    open: 'Beim Team',
    waiting: 'Beantwortet',
    closed: 'Geschlossen',
    fixed: 'Erledigt',
    unsettled: 'Noch nicht erledigt',
  },
  writesAgain: 'Schreib noch etwas, dann geht es weiter.',
  read: 'Vom Team gelesen',
  writing: 'Das Team schreibt …',
  present: 'Jemand vom Team ist gerade da.',
  email: 'E-Mail für die Antwort',
  emailHint: 'Nur für Antworten darauf, während du nicht hier bist.',
  emailFault: 'Schreib eine E-Mail-Adresse wie ada@example.org.',
  byEmail: 'Antworten per E-Mail bekommen',
  goesTo: (email) => `Antworten gehen auch an ${email}, wenn du nicht hier bist.`,
  saveEmail: 'Speichern',
  stopEmail: 'Keine E-Mail mehr',
  older: (count) => (count === 1 ? '1 ältere Nachricht' : `${count} ältere`),
}

export const settledTexts: typeof english.settledTexts = {
  asks: 'Zu dem, was du geschrieben hast',
  arrived: (title) => `Für dich da: ${title}`,
  questions: {
    problem: 'Ist dein Problem damit gelöst?',
    idea: 'Hattest du es dir so vorgestellt?',
    praise: 'Ist es so, wie du gehofft hast?',
    question: 'Beantwortet das deine Frage?',
  },
  youWrote: (excerpt) => `Du hast geschrieben: „${excerpt}“`,
  yes: 'Ja',
  no: 'Nein',
  notSure: 'Weiß noch nicht',
  thanks: 'Danke! Das Team weiß jetzt Bescheid. Schreib noch etwas, dann geht es weiter.',
  sayMore: 'Danke! Es liegt wieder beim Team. Was fehlt noch?',
  close: 'Schließen',
}

export const leavingTexts: typeof english.leavingTexts = {
  why: 'Warum? Nur wenn du magst.',
  reasons: {
    'too-buggy': 'Zu viele Fehler',
    'changed-too-much': 'Zu viel verändert',
    'too-fast': 'Zu schnell',
    other: 'Etwas anderes',
  },
  noAnswer: 'Nicht fragen',
  thanks: 'Danke! Das Team liest das.',
}

export const pictureTexts: typeof english.pictureTexts = {
  takePicture: 'Bild dieser Seite',
  addPicture: 'Bild hinzufügen',
  pictures: 'Bilder',
  picture: (number) => `Bild ${number}`,
  change: (number) => `Auf Bild ${number} zeichnen`,
  drop: (number) => `Bild ${number} entfernen`,
  taking: 'Das Bild wird gemacht …',
  cannotDraw: 'Diese Seite lässt sich nicht abbilden. Füg stattdessen ein eigenes Bild hinzu.',
  shareInstead: 'Den Browser das Bild machen lassen',
  shareWarning: 'Auf so einem Bild ist nichts verdeckt: Schwärze, was niemanden etwas angeht.',
  notShared: 'Der Browser hat kein Bild gemacht.',
  tooMany: (name) => `${name}: Höchstens 3 Bilder gehen mit einer Nachricht.`,
  notSent: 'Die Bilder konnten nicht gesendet werden. Dein Text ist noch da: Schick ihn noch einmal ab.',
  addLines: (count) =>
    `Mitschicken, was diese Seite zuletzt gemeldet hat (${count === 1 ? '1 Zeile' : `${count} Zeilen`})`,
  exactly: 'Genau ansehen, was gesendet wird',
}

export const editorTexts: typeof english.editorTexts = {
  wrongType: (name) => `${name} ist kein Bild in PNG, JPEG oder WebP.`,
  tooLarge: (name) => `${name} ist größer als 5 MB.`,
  unreadable: (name) => `${name} lässt sich nicht als Bild lesen.`,
  editor: 'Schwärzen und zeichnen',
  hint: 'Felder und private Teile sind schon verdeckt. Zieh über das Bild oder tippe auf zwei Ecken. Mit der Tastatur: eine Form einfügen; Pfeile verschieben sie, Umschalt und Pfeile ändern die Größe, Entf entfernt sie.',
  tool: 'Werkzeug',
  tools: { blackout: 'Schwärzen', box: 'Rahmen', pen: 'Zeichnen' },
  addShape: 'Form einfügen',
  undo: 'Rückgängig',
  use: 'Dieses Bild nehmen',
  again: 'Neu aufnehmen',
  remove: 'Kein Bild',
  removed: 'Entfernt.',
  otherCorner: 'Jetzt die Ecke gegenüber.',
  shape: (kind, x, y, width, height) =>
    `${kind}, ${x} % von links, ${y} % von oben, ${width} % breit, ${height} % hoch`,
}

const list = (names: readonly string[]) => new Intl.ListFormat(written.language).format(names)

export const choiceTexts: typeof english.choiceTexts = {
  close: 'Schließen',
  allChoices: 'Alles, was ich gewählt habe',
  newTab: 'öffnet sich in einem neuen Tab',
  undo: 'Rückgängig',
  undone: 'Rückgängig gemacht.',

  arrivedForYou: (title) => `Für dich da: ${title}`,
  severalArrived: (count) => `${count} Neuerungen sind für dich da`,
  whatHappened: 'Das ist ohne dein Zutun passiert',
  howIsIt: 'Wie ist es?',
  howIs: (title) => `Wie ist ${title}?`,
  waitForYes: (count) => (count === 1 ? '1 Neuerung wartet auf dein Ja' : `${count} Neuerungen warten auf dein Ja`),
  saidYes: 'Du hast Ja gesagt',
  yes: 'Ja, jetzt holen',
  getNow: 'Jetzt holen',
  ofThing: (act, title) => `${act}: ${title}`,
  keepUntil: (day) => `Das Alte bis ${day} behalten`,
  anotherDay: 'Anderer Tag',
  keepOld: 'Das Alte behalten',
  until: 'Bis',
  nextLoad: 'Es zeigt sich, wenn diese Seite neu geladen wird.',
  showNow: 'Jetzt zeigen',
  haveNow: (title) => `Du hast jetzt: ${title}.`,
  kept: (title, day) => `${title}: Du behältst das Alte bis ${day}.`,

  nothingYet: 'Für dich ist noch nichts Neues angekündigt. Was kommt, steht zuerst hier, mit dem Tag, an dem es kommt.',
  nothingComes: 'Nichts ist unterwegs zu dir: Du hast alles, was angekündigt wurde.',
  onItsWay: (count) =>
    count === 1 ? 'Eine Neuerung ist unterwegs zu dir.' : `${count} Neuerungen sind unterwegs zu dir.`,
  coming: 'Was wann kommt',
  noDate: 'Noch ohne Tag',
  having: 'Was ich habe',
  reasons: 'Alle Gründe',
  letItCome: 'Das Neue kommen lassen',
  giveBack: 'Zurückgeben',
  previews: 'Zum Ausprobieren',
  on: 'An',
  off: 'Aus',
  switched: (title, isOn) => `${title} ist für dich ${isOn ? 'an' : 'aus'}.`,
  leaveToTeam: 'Dem Team überlassen',

  channel: 'Woher meine Updates kommen',
  here: 'Hier bist du',
  entries: { open: '', invitation: 'Mit Einladung', capped: 'Begrenzte Plätze' },
  pace: 'Wie bald',
  tryOut: 'Wähle etwas anderes und sieh, was es ändern würde, bevor etwas gespeichert wird.',
  looking: 'Es wird nachgesehen, was das ändern würde …',
  more: (count) => (count === 1 ? 'und 1 weitere' : `und ${count} weitere`),
  choose: (names) => `${list(names)} wählen`,
  keep: (names) => `Bei ${list(names)} bleiben`,
  join: (name) => `${name} beitreten`,
  saved: (names) => `Gespeichert: Du hast ${list(names)} gewählt.`,

  default: (pace, channel) => `Wieder der Vorgabe des Teams folgen: ${pace} auf ${channel}`,
  followDefault: 'Der Vorgabe folgen',
  keepOwn: 'Meine eigene Wahl behalten',
  followed: 'Gespeichert: Du folgst der Vorgabe des Teams, auch wenn sie sich ändert.',

  hold: 'Alles anhalten',
  holdUntil: 'Bis zu einem Tag oder bis auf Weiteres',
  from: 'Von',
  note: 'Notiz für dich',
  openHold: (days) =>
    `Lass den zweiten Tag leer, um bis auf Weiteres anzuhalten; nach ${days === 1 ? '1 Tag' : `${days} Tagen`} endet es von selbst.`,
  noHold: 'Nichts anhalten',
  holdSays: 'Bis dahin kommt nichts Neues, außer Dringendem und Sicherheitskorrekturen.',
  holding: (from, to) => `Nichts Neues${from ? ` ab ${from}` : ''} ${to ? `bis ${to}` : 'bis auf Weiteres'}`,
  held: (name) => `Gespeichert. ${name}.`,
  endHold: 'Jetzt beenden',
  holdEnded: 'Ab jetzt kommt Neues wieder.',
  chooseDay: 'Wähle einen Tag.',
  moment: (day, time) => `${day}, ${time} Uhr`,
}
