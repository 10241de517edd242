/// One reading of a number plate in one picture.
public struct PlateRead: Hashable, Codable, Sendable {
    /// As read, character by character, with alternatives; before normalisation and grammar.
    public var raw: ReadText
    public var plate: Plate
    public var colour: PlateColour
    /// Probability that the whole text is right, 0…1.
    public var confidence: Double
    /// Lines of text on the plate, 1 or 2.
    public var lines: Int
    public var corners: Quad
    /// Left out of the JSON where it is false, as in what was written before there was the mark.
    private var isOutside: Bool?

    public init(
        raw: ReadText, plate: Plate, colour: PlateColour, confidence: Double, lines: Int, corners: Quad,
        isCut: Bool = false
    ) {
        self.raw = raw
        self.plate = plate
        self.colour = colour
        self.confidence = confidence
        self.lines = lines
        self.corners = corners
        isOutside = isCut ? true : nil
    }

    /// The picture's edge cuts the plate: characters may be missing at either end.
    public var isCut: Bool { isOutside == true }
}

/// One reading of a container number in one picture.
public struct ContainerRead: Hashable, Codable, Sendable {
    /// As read, eleven characters with alternatives.
    public var raw: ReadText
    public var number: ContainerNumber
    public var sizeType: SizeTypeCode?
    /// Probability that the whole number is right, 0…1.
    public var confidence: Double
    public var corners: Quad
    /// What the door's weight table says; nil where it was not read, and on streams.
    public var weights: WeightTable?
    /// Left out of the JSON where it is false, as in what was written before there was the mark.
    private var hasNoCheckDigit: Bool?

    public init(
        raw: ReadText, number: ContainerNumber, sizeType: SizeTypeCode?, confidence: Double, corners: Quad,
        weights: WeightTable? = nil, isCheckDigitSeen: Bool = true
    ) {
        self.raw = raw
        self.number = number
        self.sizeType = sizeType
        self.confidence = confidence
        self.corners = corners
        self.weights = weights
        hasNoCheckDigit = isCheckDigitSeen ? nil : true
    }

    /// False where the last digit of `number` was computed from the rest, for nobody can see the painted one.
    public var isCheckDigitSeen: Bool { hasNoCheckDigit != true }

    public var checkDigit: CheckDigitState {
        guard isCheckDigitSeen else { return .unseen }
        return number.isCheckDigitValid ? .valid : .invalid
    }
}

/// How closely a camera's pictures are to be looked at.
public enum Attention: Sendable {
    /// Something is in view that is not known yet, or nothing has been found.
    case close
    /// Everything in view is known; a look now and then tells when that changes.
    case loose
}

/// What was made out of one picture of a lane camera.
public struct FrameObservation: Sendable {
    public var time: CaptureTime
    /// Share of the picture, 0…1, that something standing or moving in the lane covers; 0 when the lane is empty.
    public var presence: Double
    /// The picture shows nothing at all: lens covered, camera failed.
    public var isDark: Bool
    /// False when the frame was not looked at (nothing moved since the last look): absence of reads then says nothing.
    public var wasRead: Bool
    public var plates: [PlateRead]
    public var containers: [ContainerRead]
    /// Regions that look like plates but gave no text.
    public var unreadPlates: [Quad]
    /// What keeps the camera from seeing its lane, if anything does.
    public var view: ViewTrouble?

    public init(
        time: CaptureTime, presence: Double, isDark: Bool, wasRead: Bool, plates: [PlateRead] = [],
        containers: [ContainerRead] = [], unreadPlates: [Quad] = []
    ) {
        self.time = time
        self.presence = presence
        self.isDark = isDark
        self.wasRead = wasRead
        self.plates = plates
        self.containers = containers
        self.unreadPlates = unreadPlates
    }
}
