// Says of each frame what is wrong with the page in it, and "done" at the end.
addEventListener('load', async () => {
  const said = [];
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument, view = frame.contentWindow, name = frame.dataset.name;
    const root = page.documentElement;
    const say = (wrong) => said.push(`${name} at ${frame.width}: ${wrong}`);
    if (root.scrollWidth > frame.width) say(`${root.scrollWidth} wide, scrolls sideways`);
    if (!page.title) say('no title');
    if (page.scripts.length) say('has a script');
    if (view.performance.getEntriesByType('resource').some((entry) => !entry.name.startsWith('data:'))) say('requests something');
    const font = frame.dataset.font;
    if (font) {
      await page.fonts.ready;
      if (![...page.fonts].some((face) => face.family.includes(font) && face.status === 'loaded')) say(`${font} is not used`);
    }
    for (const heading of page.querySelectorAll('h1, h2, h3')) {
      const box = heading.getBoundingClientRect();
      if (heading.offsetParent && (box.left < 0 || box.right > frame.width)) say(`"${heading.textContent}" is cut off`);
    }
    if (page.querySelectorAll('main h2').length < 4) say('has hardly any sections');
    const ids = [...page.querySelectorAll('[id]')].map((element) => element.id);
    if (new Set(ids).size < ids.length) say('an id stands twice');
    for (const link of page.querySelectorAll('a[href^="#"]')) {
      if (!ids.includes(decodeURIComponent(link.hash.slice(1)))) say(`${link.hash} leads nowhere`);
    }
  }
  document.body.textContent = ['', ...said, 'done', ''].join('\n');
});
