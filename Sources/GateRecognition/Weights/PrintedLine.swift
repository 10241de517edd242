/// A line of small print on a door: what the readers made of it, and where it stands.
///
/// Places are along the container number (`left`, `right`) and across it (`y`, downwards), in pixels.
struct PrintedLine: Hashable {
    struct Reading: Hashable {
        var text: String
        /// Nats behind the best reading of the same look.
        var behind = 0.0
        /// Which look at the line: another crop, another reader.
        var look = 0
        /// By Tesseract.
        var isSecond = false
    }

    var readings: [Reading]
    var left: Double
    var right: Double
    var y: Double
    var height: Double

    /// Notes what one more look at it gave.
    mutating func add(_ found: [Reading]) {
        let look = (readings.last?.look ?? -1) + 1
        for var reading in found {
            reading.look = look
            readings.append(reading)
        }
    }
}
