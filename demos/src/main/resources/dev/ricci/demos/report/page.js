'use strict';
(() => {
  const root = document.documentElement;
  const charts = JSON.parse(document.getElementById('data').textContent);
  const wantsDark = matchMedia('(prefers-color-scheme: dark)');
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const colour = name => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const palette = () => [...Array(10).keys()].map(i => colour('c' + i));

  const trimmed = (x, digits) => Number(x.toPrecision(digits)).toString();
  const forms = {
    count: x => x >= 1e9 ? trimmed(x / 1e9, 3) + 'G' : x >= 1e6 ? trimmed(x / 1e6, 3) + 'M'
      : x >= 1e4 ? trimmed(x / 1e3, 3) + 'k' : trimmed(x, 4),
    percent: x => trimmed(100 * x, 4) + ' %',
    seconds: x => x < 1e-3 ? trimmed(x * 1e6, 3) + ' µs' : x < 1 ? trimmed(x * 1e3, 3) + ' ms' : trimmed(x, 3) + ' s',
    plain: x => trimmed(x, 4)
  };

  const common = () => ({
    animation: !still,
    color: palette(),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour('ink') },
    tooltip: {
      backgroundColor: colour('card'), borderColor: colour('line'), textStyle: { color: colour('ink'), fontSize: 13 }, confine: true
    },
    legend: {
      type: 'scroll', top: 0, left: 0, itemWidth: 16, itemHeight: 9,
      textStyle: { color: colour('soft') }, pageTextStyle: { color: colour('soft') }
    }
  });
  const axis = (name, form, extra) => ({
    name, nameLocation: 'middle', nameTextStyle: { color: colour('soft') },
    axisLine: { lineStyle: { color: colour('line') } }, axisTick: { lineStyle: { color: colour('line') } },
    axisLabel: { color: colour('soft'), formatter: forms[form], hideOverlap: true },
    splitLine: { lineStyle: { color: colour('faint') } }, ...extra
  });
  /* The name stands above the axis, where labels of any width leave it room. */
  const upright = (name, form, extra) => {
    const side = extra.position === 'right' ? 'right' : 'left';
    const a = axis(name, form, { ...extra, nameLocation: 'end', nameGap: 14 });
    return { ...a, nameTextStyle: { ...a.nameTextStyle, align: side, padding: side === 'left' ? [0, 0, 0, -22] : [0, -30, 0, 0] } };
  };
  const range = (series, pick) => {
    const all = series.flatMap(s => s.points.map(p => p[pick])).filter(v => v > 0);
    return [Math.min(...all), Math.max(...all)];
  };

  /* A log axis from power of ten to power of ten leaves much of its range empty: its ends are the next 1, 2 or 5. */
  const round = (v, up) => {
    const power = 10 ** Math.floor(Math.log10(v));
    const steps = [1, 2, 5, 10].map(f => f * power);
    return up ? steps.find(f => f >= v * .999) : steps.findLast(f => f <= v * 1.001);
  };
  const scaled = (a, series, pick) => {
    const [low, high] = range(series, pick);
    if (a.scale === 'log' && high / low > 30) {
      return { type: 'log', min: round(low, false), max: round(high, true) };
    }
    return a.form === 'percent' ? shares(low, high) : { type: 'value', min: 0 };
  };
  /* Shares that come near 100 % are looked at from there. */
  const shares = (low, high) => {
    if (high < .9) {
      return { type: 'value', min: 0 };
    }
    const step = [.01, .02, .05, .1, .2].find(v => (1 - low) / v <= 6) || .2;
    return { type: 'value', min: Math.floor(low / step + 1e-9) * step, max: 1, interval: step };
  };
  const places = series => [...new Set(series.flatMap(s => s.points.map(p => p[0])))].sort((a, b) => a - b);

  const draw = {
    lines(c) {
      const steps = c.x.scale !== 'linear';
      const at = places(c.series);
      const x = steps
        ? { type: 'category', data: at.map(v => forms[c.x.form](v)), boundaryGap: true, splitLine: { show: false } }
        : { type: 'value', min: at[0], max: at[at.length - 1], minInterval: 1, splitLine: { show: false } };
      return {
        ...common(),
        grid: { left: 12, right: 20, top: 62, bottom: 30, containLabel: true },
        tooltip: { ...common().tooltip, trigger: 'axis', valueFormatter: v => v == null ? '–' : forms[c.y.form](v) },
        xAxis: axis(c.x.name, steps ? '' : c.x.form, { ...x, nameGap: 30 }),
        yAxis: upright(c.y.name, c.y.form, scaled(c.y, c.series, 1)),
        series: c.series.map((s, i) => ({
          name: s.name, type: 'line', symbol: ['circle', 'diamond', 'triangle', 'rect'][i % 4], symbolSize: 7, showSymbol: at.length < 40,
          lineStyle: { width: 2.4, type: i % 2 && c.series.length < 3 ? [6, 4] : 'solid' }, connectNulls: true,
          data: steps ? at.map(v => (s.points.find(p => p[0] === v) || [v, null])[1]) : s.points
        }))
      };
    },
    scree(c) {
      const zoom = c.ratios.length > 60;
      return {
        ...common(),
        grid: { left: 12, right: 12, top: 66, bottom: zoom ? 70 : 34, containLabel: true },
        tooltip: { ...common().tooltip, trigger: 'axis', valueFormatter: forms.percent },
        dataZoom: zoom
          ? [{ type: 'slider', height: 20, bottom: 6, borderColor: colour('line'), textStyle: { color: colour('soft') } }]
          : [],
        xAxis: axis('component', '', { type: 'category', data: c.ratios.map((_, i) => i + 1), nameGap: 28, splitLine: { show: false } }),
        yAxis: [
          upright('each', 'percent', {}),
          upright('together', 'percent', { max: 1, min: 0, position: 'right', splitLine: { show: false } })
        ],
        series: [
          { name: 'each', type: 'bar', data: c.ratios, barMinWidth: 1, itemStyle: { borderRadius: [2, 2, 0, 0] } },
          {
            name: 'together', type: 'line', yAxisIndex: 1, data: c.sums, showSymbol: false, lineStyle: { width: 2.4 },
            markLine: {
              symbol: 'none', silent: true, lineStyle: { color: colour('wrong'), type: 'dashed' },
              label: { color: colour('ink'), formatter: c.kept + ' kept', position: 'insideEndTop', rotate: 0, align: 'right', padding: [0, 6, 0, 0] }, data: [{ xAxis: c.kept - 1 }]
            }
          }
        ]
      };
    },
    scatter(c, element) {
      const free = { scale: true, axisLine: { onZero: false, lineStyle: { color: colour('line') } } };
      const [i, j] = (element.dataset.pair || '0,1').split(',').map(Number);
      return {
        ...common(),
        legend: {
          ...common().legend, selector: true, selectorLabel: { color: colour('soft'), borderColor: colour('line') }
        },
        grid: { left: 12, right: 16, top: 62, bottom: 34, containLabel: true },
        tooltip: { ...common().tooltip, formatter: p => `class ${p.seriesName}<br>${p.value.map(v => v.toFixed(2)).join(', ')}` },
        xAxis: axis('component ' + (i + 1), 'plain', { nameGap: 26, ...free }),
        yAxis: upright('component ' + (j + 1), 'plain', free),
        series: c.classes.map((name, k) => ({
          name, type: 'scatter', symbolSize: 5, itemStyle: { opacity: .72 }, emphasis: { focus: 'series' }, large: false,
          data: c.points.filter((_, n) => c.labels[n] === k).map(p => [p[i], p[j]])
        }))
      };
    },
    classes(c) {
      const values = c.measures.flatMap(m => m.values);
      return {
        ...common(),
        grid: { left: 12, right: 12, top: 62, bottom: 28, containLabel: true },
        tooltip: { ...common().tooltip, trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: forms.percent },
        xAxis: axis('class', '', { type: 'category', data: c.classes, nameGap: 28, splitLine: { show: false } }),
        yAxis: upright('share right', 'percent', shares(Math.max(0, Math.min(...values) - .005), Math.max(...values))),
        series: c.measures.map(m => ({
          name: m.name, type: 'bar', data: m.values, barGap: '12%', itemStyle: { borderRadius: [3, 3, 0, 0] }
        }))
      };
    },
    confusion(c) {
      const most = Math.max(1, ...c.counts.flatMap((row, t) => row.filter((_, p) => p !== t)));
      const cells = [];
      c.counts.forEach((row, t) => row.forEach((count, p) => {
        const whole = Math.max(1, row.reduce((a, b) => a + b, 0));
        const weight = count === 0 ? 0 : t === p ? .3 + .7 * count / whole : .25 + .75 * Math.sqrt(count / most);
        cells.push({
          value: [p, t, count], share: count / whole,
          itemStyle: { color: count === 0 ? colour('faint') : colour(t === p ? 'right' : 'wrong'), opacity: count === 0 ? 1 : weight },
          label: { color: weight > .72 ? (root.dataset.theme === 'dark' ? '#0d1017' : '#fff') : colour('ink') }
        });
      }));
      return {
        ...common(),
        grid: { left: 30, right: 8, top: 8, bottom: 26, containLabel: true },
        tooltip: {
          ...common().tooltip,
          formatter: p => `${c.classes[p.value[1]]} read as ${c.classes[p.value[0]]}: <b>${p.value[2]}</b> (${forms.percent(p.data.share)})`
        },
        xAxis: axis('predicted', '', { type: 'category', data: c.classes, nameGap: 28, splitLine: { show: false } }),
        yAxis: axis('true class', '', { type: 'category', data: c.classes, inverse: true, nameGap: 30, splitLine: { show: false } }),
        series: [{
          type: 'heatmap', data: cells, itemStyle: { borderColor: colour('card'), borderWidth: 2, borderRadius: 5 },
          label: { show: true, fontSize: 11, formatter: p => p.value[2] || '' }
        }]
      };
    }
  };

  const drawn = charts.map((c, n) => {
    const element = document.getElementById('chart' + n);
    const instance = echarts.init(element, null, { renderer: c.kind === 'scatter' ? 'canvas' : 'svg' });
    const show = () => instance.setOption(draw[c.kind](c, element), true);
    new ResizeObserver(() => instance.resize()).observe(element);
    if (c.kind === 'scatter' && c.points.length && c.points[0].length > 2) {
      element.before(pairSwitch(element, show));
    }
    return show;
  });

  function pairSwitch(element, show) {
    const group = document.createElement('div');
    group.className = 'switch';
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', 'Which components');
    for (const [i, j] of [[0, 1], [0, 2], [1, 2]]) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = `${i + 1} and ${j + 1}`;
      button.setAttribute('aria-pressed', i + j === 1);
      button.onclick = () => {
        press(group, button);
        element.dataset.pair = i + ',' + j;
        show();
      };
      group.append(button);
    }
    return group;
  }

  function press(group, pressed) {
    group.querySelectorAll('button').forEach(b => b.setAttribute('aria-pressed', b === pressed));
  }

  document.querySelectorAll('[data-show]').forEach(button => {
    button.onclick = () => {
      press(button.parentElement, button);
      button.parentElement.nextElementSibling.className = 'digits only-' + button.dataset.show;
    };
  });

  const paint = dark => {
    root.dataset.theme = dark ? 'dark' : 'light';
    drawn.forEach(show => show());
  };
  document.getElementById('theme').onclick = () => paint(root.dataset.theme !== 'dark');
  wantsDark.onchange = e => paint(e.matches);
  paint(wantsDark.matches);
})();
