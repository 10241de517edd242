import GatePipeline

/// What is said where an officer decides.
enum DecideWords {
    private static func say(_ vi: String, _ en: String, _ zh: String) -> Phrase { Phrase(vi: vi, en: en, zh: zh) }

    static let panel = say("Quyết định", "Decide", "处理决定")
    static let claim = say("Nhận hồ sơ", "Claim", "受理")
    static let takeUp = say("Nhận lại hồ sơ đã chuyển", "Take it up", "接手此案")
    static let unclaim = say("Trả lại hàng đợi", "Give it back", "退回队列")
    static let inHandOf = say("Hồ sơ đang do người này xử lý:", "In the hands of", "处理人:")
    static let release = say("Cho qua", "Release", "放行")
    static let refer = say("Chuyển", "Refer", "转交")
    static let refuse = say("Từ chối", "Refuse", "拒绝")
    static let inspect = say("Yêu cầu kiểm tra", "Ask for an inspection", "要求查验")
    static let inspected = say("Kết quả kiểm tra", "Inspection result", "查验结果")
    static let hold = say("Đặt lệnh giữ của cơ quan tôi", "Place my agency's hold", "设置本机构扣留")
    static let lift = say("Bỏ lệnh giữ", "Lift the hold", "解除扣留")
    static let correct = say("Sửa kết quả đọc", "Correct a read", "更正识别结果")
    static let note = say("Ghi chú", "Note", "备注")
    static let reopen = say("Rút quyết định, mở lại", "Take the decision back", "撤回决定")
    static let reason = say("Lý do", "Reason", "理由")
    static let explain = say("Giải thích", "Explain", "说明")
    static let way = say("Cách kiểm tra", "Way", "方式")
    static let outcome = say("Kết quả", "Outcome", "结果")
    static let read = say("Kết quả đọc nào", "Which read", "识别项")
    static let right = say("Đúng ra là", "It should be", "应为")
    static let next = say("Hồ sơ kế tiếp", "Next case", "下一案件")
    static let save = say("Lưu", "Save", "保存")

    static let secondNeeded = say(
        "Cần người thứ hai xác nhận, bằng phiên đăng nhập của chính người đó.",
        "A second officer must confirm it, in a session of their own.", "须由第二名人员在其本人会话中确认。")
    static let asks = say("đề nghị:", "asks:", "申请:")
    static let confirm = say("Xác nhận", "Confirm", "确认")
    static let decline = say("Không xác nhận", "Decline", "不予确认")
    static let withdraw = say("Rút đề nghị", "Withdraw", "撤回申请")
    static let waitsForOther = say(
        "Đang chờ một cán bộ khác xác nhận.", "It waits for another officer to confirm it.", "等待另一名人员确认。")

    static let keyRelease = say("Cho qua", "Release", "放行")
    static let keyRefer = say("Chuyển", "Refer", "转交")
    static let keyRefuse = say("Từ chối", "Refuse", "拒绝")
    static let keyInspect = say("Yêu cầu hoặc kết quả kiểm tra", "Inspection or its result", "查验或其结果")
    static let keyHold = say("Giữ hoặc bỏ giữ", "Hold or lift", "扣留或解除")
    static let keyCorrect = say("Sửa kết quả đọc", "Correct a read", "更正识别")
    static let keyNote = say("Ghi chú", "Note", "备注")
    static let keyConfirm = say("Xác nhận (người thứ hai)", "Confirm as second officer", "第二人确认")
    static let keySend = say("Gửi mẫu đang điền", "Send the form", "提交表单")
    static let keyUndo = say("Rút quyết định", "Take back", "撤回")

    static func done(_ kind: CaseAct.Kind) -> Phrase {
        switch kind {
        case .claimed: say("Bạn đã nhận hồ sơ.", "You have it in hand.", "您已受理。")
        case .unclaimed: say("Đã trả lại hàng đợi.", "It is back in the queue.", "已退回队列。")
        case .released: say("Đã cho qua.", "It is released.", "已放行。")
        case .refused: say("Đã từ chối.", "It is refused.", "已拒绝。")
        case .referred: say("Đã chuyển.", "It is referred.", "已转交。")
        case .held: say("Đã đặt lệnh giữ.", "The hold is placed.", "扣留已设置。")
        case .lifted: say("Đã bỏ lệnh giữ.", "The hold is lifted.", "扣留已解除。")
        case .inspectionAsked: say("Đã yêu cầu kiểm tra.", "The inspection is asked for.", "已要求查验。")
        case .inspected: say("Đã ghi kết quả kiểm tra.", "The result is entered.", "查验结果已登记。")
        case .corrected: say("Đã ghi bản sửa.", "The correction is entered.", "更正已登记。")
        case .noted: say("Đã ghi chú.", "Noted.", "已备注。")
        case .reopened:
            say(
                "Đã mở lại; quyết định cũ vẫn được lưu.", "It is open again; the old decision stays on record.",
                "已重新打开;原决定仍保留记录。")
        case .confirmed: say("Đã xác nhận.", "Confirmed.", "已确认。")
        case .declined: say("Đã không xác nhận.", "Declined.", "已不予确认。")
        }
    }

    static func refusal(_ refusal: DeskRefusal, _ language: Language) -> String {
        let phrase: Phrase =
            switch refusal {
            case .noSuchCase: say("Không có hồ sơ này.", "There is no such case.", "没有此案件。")
            case .notAllowed: say("Bạn không có quyền làm việc này.", "You may not do this.", "您无权执行此操作。")
            case .claimed: say("Người khác đã nhận:", "Somebody else has it:", "已由他人受理:")
            case .notClaimed: say("Hãy nhận hồ sơ trước.", "Claim it first.", "请先受理。")
            case .alreadyResolved: say("Hồ sơ đã được quyết định.", "It is decided already.", "该案件已有决定。")
            case .notResolved: say("Hồ sơ chưa có quyết định.", "It is not decided yet.", "该案件尚未决定。")
            case .reasonMissing: say("Chọn một lý do.", "Choose a reason.", "请选择理由。")
            case .textMissing: say("Viết lời giải thích.", "Write an explanation.", "请填写说明。")
            case .held:
                say("Chưa cho qua được, đang bị giữ bởi:", "It cannot be released; it is held by:", "不能放行,扣留机构:")
            case .noSuchHold: say("Không có lệnh giữ này.", "There is no such hold.", "没有此扣留。")
            case .notYourHold:
                say("Chỉ cơ quan đặt lệnh mới bỏ được.", "Only the agency that placed it may lift it.", "仅设置机构可解除。")
            case .waitsForSecond:
                say("Đang chờ người thứ hai xác nhận.", "Something waits for a second officer first.", "须先由第二人确认。")
            case .sameOfficer: say("Phải là một người khác xác nhận.", "Somebody else must confirm it.", "须由他人确认。")
            case .nothingToConfirm:
                say("Không còn gì để xác nhận.", "There is nothing to confirm any more.", "没有待确认事项。")
            case .noSuchRead: say("Không có kết quả đọc này.", "There is no such read.", "没有此识别项。")
            case .noPlateOrNumber:
                say("Đó không phải biển số hay số container.", "That is no plate and no container number.", "不是车牌或箱号。")
            case .noInspection: say("Chưa có yêu cầu kiểm tra.", "No inspection was asked for.", "尚未要求查验。")
            }
        let detail: String =
            switch refusal {
            case .claimed(let holder): holder
            case .held(let agencies):
                agencies.map { DeskParts.agency($0)(language) }.joined(separator: ", ")
            default: ""
            }
        return detail.isEmpty ? phrase(language) : phrase(language) + " " + detail
    }
}
