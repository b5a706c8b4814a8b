import type * as english from './en.ts'

/** Before `:`, `;`, `?` and `!` stands a space that does not break. */
export const written: typeof english.written = { language: 'fr', direction: 'ltr', dates: 'fr' }

export const texts: typeof english.texts = {
  launcher: 'Nouveautés, mon rythme, nous écrire',
  tabs: { news: 'Nouveautés', pace: 'Mon rythme', talk: 'Nous écrire' },
  arrived: (count) => (count < 2 ? `${count} nouveauté pour vous` : `${count} nouveautés pour vous`),
  loading: 'Un instant…',
  notLoaded: 'Cette partie ne s’est pas chargée.',
  tryAgain: 'Réessayer',
  unread: (count) => (count < 2 ? `${count} nouvelle réponse` : `${count} nouvelles réponses`),
  replyFrom: (author) => `Réponse de ${author}`,
  team: 'L’équipe',
  aQuestion: 'une question pour vous',
  disconnected: (waiting) =>
    waiting === 0
      ? 'Hors connexion. Ce que vous envoyez attend ici le retour de la connexion.'
      : `Hors connexion. ${waiting === 1 ? '1 message attend ici et partira' : `${waiting} messages attendent ici et partiront`} au retour de la connexion.`,
  failed: 'Cela n’a pas fonctionné. Veuillez réessayer.',
  signedOut: 'Ceci n’est pas parti avant votre déconnexion. Renvoyez-le si c’est bien à vous de l’envoyer.',
  blocked: 'Le navigateur n’a pas ouvert le nouvel onglet.',
  openPage: 'Ouvrir la page',
}

export const formTexts: typeof english.formTexts = {
  send: 'Envoyer',
  sending: 'Envoi en cours…',
  waits: 'Le serveur ne répond pas encore. Votre message est conservé et sera renvoyé tout seul.',
}

export const surveyTexts: typeof english.surveyTexts = {
  arrived: (question) => `Une question pour vous : ${question}`,
  step: (at, of) => `Question ${at} sur ${of}`,
  scoreName: (score, most) => `${score} sur ${most}`,
  means: (score, meaning) => `${score} = ${meaning}`,
  thumbs: ['Pouce vers le bas', 'Pouce vers le haut'],
  other: 'Autre chose',
  ownWords: 'Avec vos mots',
  several: (least, most) =>
    least === most
      ? `Choisissez-en ${least}.`
      : least > 1
        ? `Choisissez-en de ${least} à ${most}.`
        : `Choisissez-en ${most} au plus.`,
  order: 'Faites-les glisser ou utilisez les flèches : le plus important pour vous en premier.',
  rightOrder: 'C’est déjà mon ordre',
  moveUp: (label) => `Monter : ${label}`,
  moveDown: (label) => `Descendre : ${label}`,
  place: (label, at, of) => `${label} est maintenant en position ${at} sur ${of}.`,
  next: 'Suivant',
  skip: 'Passer',
  back: 'Retour',
  notNow: 'Pas maintenant',
  sendAnswer: 'Envoyer ma réponse',
  thanks: 'Merci !',
  stored: 'Votre réponse est enregistrée.',
  close: 'Fermer',
}

export const answerFaults: typeof english.answerFaults = {
  choose: 'Choisissez d’abord une réponse.',
  chooseSome: (least) => `Choisissez-en au moins ${least}.`,
  chooseFewer: (most) => `${most} au plus à la fois : retirez-en d’abord une.`,
  write: 'Écrivez d’abord quelques mots.',
  writeMore: (least) => `Écrivez au moins ${least} caractères.`,
  email: 'Écrivez une adresse e-mail, par exemple ada@example.org.',
  url: 'Écrivez une adresse, par exemple https://example.org.',
  number: 'Écrivez un nombre, par exemple 12 ou 3.5.',
  order: 'Mettez-les d’abord dans votre ordre, ou dites que c’est déjà le bon.',
}

const reasonsToAsk: Record<Parameters<typeof english.askingTexts.because>[0], string> = {
  event: 'vous venez de faire quelque chose de précis ici',
  url: 'vous êtes sur cette page',
  dwell: 'vous êtes ici depuis un moment',
  scroll: 'vous avez fait défiler cette page jusque-là',
  exit: 'vous sembliez sur le point de partir',
  exposure: 'vous avez utilisé une nouveauté ici',
  channel: 'vos mises à jour viennent désormais d’un autre canal',
  'preview-off': 'vous avez désactivé quelque chose que vous essayiez',
  arrival: 'une nouveauté est arrivée pour vous',
}

export const askingTexts: typeof english.askingTexts = {
  whyAsked: 'Pourquoi me pose-t-on cette question ?',
  because: (reason, percent) =>
    percent < 100
      ? `On vous pose cette question parce que ${reasonsToAsk[reason]}, et parce que le sort, qui désigne ${percent} personnes sur 100, est tombé sur vous.`
      : `On vous pose cette question parce que ${reasonsToAsk[reason]}.`,
  howOften: 'À quelle fréquence pouvons-nous vous interroger ?',
  budgets: { never: 'Jamais', rarely: 'Rarement', often: 'Souvent' },
  left: (count) =>
    count === 0
      ? 'Nous ne vous demanderons plus rien pour l’instant.'
      : `Nous pouvons encore vous interroger ${count} fois dans les 30 jours.`,
  saved: 'Enregistré.',
}

export const talkTexts: typeof english.talkTexts = {
  talk: 'Nous écrire',
  kindLegend: 'De quoi s’agit-il ?',
  kinds: { problem: 'Problème', idea: 'Idée', praise: 'Compliment', question: 'Question' },
  message: 'Votre message',
  placeholders: {
    problem: 'Que s’est-il passé, et qu’attendiez-vous ?',
    idea: 'Qu’est-ce qui vous aiderait ?',
    praise: 'Qu’est-ce qui vous plaît ?',
    question: 'Que voulez-vous savoir ?',
  },
  writeSomething: 'Écrivez d’abord quelques mots.',
  sent: 'Envoyé. La réponse de l’équipe apparaîtra ici.',
  mine: 'Mes messages',
  you: 'Vous',
  team: 'L’équipe',
  newReplies: (count) => (count < 2 ? `${count} nouveau` : `${count} nouveaux`),
  waiting: 'En attente d’envoi',
  back: 'Tous les messages',
  reply: 'Écrire à nouveau',
  about: (title) => `${title} : `,
  moodLegend: 'Quel est votre ressenti ?',
  optional: 'facultatif',
  moods: ['Très mauvais', 'Mauvais', 'Mitigé', 'Bon', 'Très bon'],
  noMood: 'Ne rien dire',
  felt: (mood) => `Votre ressenti : ${mood.toLowerCase()}`,
  states: {
    open: 'Chez l’équipe',
    waiting: 'Réponse reçue',
    closed: 'Fermé',
    fixed: 'Réglé',
    unsettled: 'Pas encore réglé',
  },
  writesAgain: 'Écrivez à nouveau pour rouvrir.',
  read: 'Lu par l’équipe',
  writing: 'L’équipe écrit…',
  present: 'Quelqu’un de l’équipe est là en ce moment.',
  email: 'E-mail pour la réponse',
  emailHint: 'Seulement pour les réponses à ce message, en votre absence.',
  emailFault: 'Écrivez une adresse e-mail, par exemple ada@example.org.',
  byEmail: 'Recevoir les réponses par e-mail',
  goesTo: (email) => `En votre absence, les réponses vont aussi à ${email}.`,
  saveEmail: 'Enregistrer',
  stopEmail: 'Plus d’e-mail',
  older: (count) => (count < 2 ? `${count} message plus ancien` : `${count} plus anciens`),
}

export const settledTexts: typeof english.settledTexts = {
  asks: 'À propos de votre message',
  arrived: (title) => `Arrivé pour vous : ${title}`,
  questions: {
    problem: 'Votre problème est-il réglé ?',
    idea: 'Est-ce bien ce que vous imaginiez ?',
    praise: 'Est-ce bien ce que vous espériez ?',
    question: 'Cela répond-il à votre question ?',
  },
  youWrote: (excerpt) => `Vous avez écrit : « ${excerpt} »`,
  yes: 'Oui',
  no: 'Non',
  notSure: 'Pas encore sûr',
  thanks: 'Merci ! L’équipe le sait maintenant. Écrivez à nouveau pour rouvrir.',
  sayMore: 'Merci ! L’équipe s’en occupe à nouveau. Que manque-t-il encore ?',
  close: 'Fermer',
}

export const leavingTexts: typeof english.leavingTexts = {
  why: 'Pourquoi ? Seulement si vous voulez.',
  reasons: {
    'too-buggy': 'Trop de bugs',
    'changed-too-much': 'Trop de changements',
    'too-fast': 'Trop rapide',
    other: 'Autre chose',
  },
  noAnswer: 'Ne pas demander',
  thanks: 'Merci ! L’équipe lira votre réponse.',
}

export const pictureTexts: typeof english.pictureTexts = {
  takePicture: 'Image de cette page',
  addPicture: 'Ajouter une image',
  pictures: 'Images',
  picture: (number) => `Image ${number}`,
  change: (number) => `Dessiner sur l’image ${number}`,
  drop: (number) => `Retirer l’image ${number}`,
  taking: 'Capture en cours…',
  cannotDraw: 'Cette page ne se laisse pas capturer. Ajoutez plutôt une image à vous.',
  shareInstead: 'Laisser le navigateur la prendre',
  shareWarning: 'Rien n’est masqué sur une telle image : noircissez ce qui est privé.',
  notShared: 'Le navigateur n’a pris aucune image.',
  tooMany: (name) => `${name} : 3 images au plus par message.`,
  notSent: 'Les images n’ont pas pu partir. Votre texte est toujours là : renvoyez-le.',
  addLines: (count) =>
    `Joindre ce que cette page a signalé en dernier (${count < 2 ? `${count} ligne` : `${count} lignes`})`,
  exactly: 'Voir exactement ce qui est envoyé',
}

export const editorTexts: typeof english.editorTexts = {
  wrongType: (name) => `${name} n’est pas une image PNG, JPEG ou WebP.`,
  tooLarge: (name) => `${name} dépasse 5 Mo.`,
  unreadable: (name) => `${name} ne peut pas être lu comme une image.`,
  editor: 'Noircir et dessiner',
  hint: 'Les champs et les parties privées sont déjà masqués. Glissez sur l’image, ou touchez deux coins. Au clavier : ajoutez une forme ; les flèches la déplacent, Maj et flèches la redimensionnent, Suppr la retire.',
  tool: 'Outil',
  tools: { blackout: 'Noircir', box: 'Cadre', pen: 'Dessiner' },
  addShape: 'Ajouter une forme',
  undo: 'Annuler',
  use: 'Utiliser cette image',
  again: 'La reprendre',
  remove: 'Pas d’image',
  removed: 'Retiré.',
  otherCorner: 'Maintenant le coin opposé.',
  shape: (kind, x, y, width, height) =>
    `${kind}, à ${x} % de la gauche, à ${y} % du haut, largeur ${width} %, hauteur ${height} %`,
}

const list = (names: readonly string[]) => new Intl.ListFormat(written.language).format(names)

export const choiceTexts: typeof english.choiceTexts = {
  close: 'Fermer',
  allChoices: 'Tous mes choix',
  newTab: 's’ouvre dans un nouvel onglet',
  undo: 'Annuler',
  undone: 'Annulé.',

  arrivedForYou: (title) => `Arrivé pour vous : ${title}`,
  severalArrived: (count) => `${count} nouveautés sont arrivées pour vous`,
  whatHappened: 'Ceci s’est fait sans vous',
  howIsIt: 'Qu’en pensez-vous ?',
  howIs: (title) => `Que pensez-vous de ${title} ?`,
  waitForYes: (count) =>
    count < 2 ? `${count} nouveauté attend votre oui` : `${count} nouveautés attendent votre oui`,
  saidYes: 'Vous avez dit oui',
  yes: 'Oui, tout de suite',
  getNow: 'L’avoir tout de suite',
  ofThing: (act, title) => `${act} : ${title}`,
  keepUntil: (day) => `Garder l’ancien jusqu’au ${day}`,
  anotherDay: 'Un autre jour',
  keepOld: 'Garder l’ancien',
  until: 'Jusqu’au',
  nextLoad: 'Cela apparaîtra au prochain chargement de cette page.',
  showNow: 'Afficher maintenant',
  haveNow: (title) => `Vous avez maintenant ${title}.`,
  kept: (title, day) => `${title} : vous gardez l’ancien jusqu’au ${day}.`,

  nothingYet: 'Rien de nouveau n’est encore annoncé pour vous. Ce qui vient s’affichera d’abord ici, avec sa date.',
  nothingComes: 'Rien n’est en route vers vous : vous avez tout ce qui a été annoncé.',
  onItsWay: (count) =>
    count < 2 ? 'Une nouveauté est en route vers vous.' : `${count} nouveautés sont en route vers vous.`,
  coming: 'Ce qui arrive, et quand',
  noDate: 'Pas encore de date',
  having: 'Ce que j’ai',
  reasons: 'Toutes les raisons',
  letItCome: 'Laisser venir le nouveau',
  giveBack: 'Le rendre',
  previews: 'À essayer',
  on: 'Activé',
  off: 'Désactivé',
  switched: (title, isOn) => `${title} : ${isOn ? 'activé' : 'désactivé'} pour vous.`,
  leaveToTeam: 'Laisser l’équipe décider',

  channel: 'D’où viennent mes mises à jour',
  here: 'Vous êtes ici',
  entries: { open: '', invitation: 'Sur invitation', capped: 'Places limitées' },
  pace: 'Dans quel délai',
  tryOut: 'Choisissez autre chose pour voir ce que cela changerait, avant tout enregistrement.',
  looking: 'Recherche de ce que cela changerait…',
  more: (count) => (count < 2 ? `et ${count} autre` : `et ${count} autres`),
  choose: (names) => `Choisir ${list(names)}`,
  keep: (names) => `Garder ${list(names)}`,
  join: (name) => `Rejoindre ${name}`,
  saved: (names) => `Enregistré : vous avez choisi ${list(names)}.`,

  default: (pace, channel) => `Suivre à nouveau le réglage de l’équipe : ${pace} sur ${channel}`,
  followDefault: 'Suivre ce réglage',
  keepOwn: 'Garder mon propre choix',
  followed: 'Enregistré : vous suivez le réglage de l’équipe, même s’il change.',

  hold: 'Tout suspendre',
  holdUntil: 'Jusqu’à une date, ou jusqu’à nouvel ordre',
  from: 'Du',
  note: 'Une note pour vous',
  openHold: (days) =>
    `Laissez la seconde date vide pour suspendre jusqu’à nouvel ordre ; cela prend fin tout seul après ${days < 2 ? `${days} jour` : `${days} jours`}.`,
  noHold: 'Ne rien suspendre',
  holdSays: 'D’ici là, rien de nouveau, sauf les changements urgents et les correctifs de sécurité.',
  holding: (from, to) =>
    `Rien de nouveau${from ? ` à partir du ${from}` : ''} ${to ? `jusqu’au ${to}` : 'jusqu’à nouvel ordre'}`,
  held: (name) => `Enregistré. ${name}.`,
  endHold: 'Y mettre fin maintenant',
  holdEnded: 'La suspension est terminée.',
  chooseDay: 'Choisissez une date.',
  moment: (day, time) => `${day} à ${time}`,
}
