// Keeps the questions of a conversation in this tab of the reader's browser (sessionStorage), and gives them back
// when the page is loaded anew or the server has started anew. Nobody else sees them, and the tab forgets them when
// it is closed. `data` holds the name of the session, its questions, and whether it has been given back what was kept.
const PLACE = "kgqa.conversation";
let told = "";

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE)) ?? {};
  } catch {
    return {};
  }
}

export default function ({ data, setTriggerValue }) {
  const before = kept();
  if (!data.restored && before.session !== data.session && before.questions?.length) {
    if (told !== data.session) setTriggerValue("restore", before.questions);
    told = data.session;
    return;
  }
  try {
    sessionStorage.setItem(PLACE, JSON.stringify({ session: data.session, questions: data.questions }));
  } catch {
    // A browser that keeps nothing forgets the conversation on a reload; the page works all the same.
  }
}
