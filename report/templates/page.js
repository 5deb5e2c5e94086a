// Draws every chart; what fails says so in its place. Log level 1: errors alone.
const specs = JSON.parse(document.getElementById("specs").textContent);
document.querySelectorAll("[data-chart]").forEach((place) => {
    const options = { actions: false, renderer: "svg", logLevel: 1 };
    vegaEmbed(place, specs[place.dataset.chart], options).catch((error) => {
        place.textContent = "This chart could not be drawn: " + error.message;
        console.error(error);
    });
});
