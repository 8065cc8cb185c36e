from player.ocr.engines import Guess, Piece, joined
from player.ocr.voting import acronyms, mended, vote
from tests.player.ocr.stand_in import guess


def words(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces]


def test_one_that_is_sure_needs_no_other() -> None:
    voted = vote(guess("접수 완료", 0.96), [], 0.95)
    assert (words(voted.pieces), voted.agreed) == (["접수", "완료"], True)


def test_two_that_agree_are_certain_and_keep_the_spaces_of_the_first() -> None:
    voted = vote(guess("접수 완료", 0.6), [guess("접 수 완 료", 0.9)], 0.95)
    assert (words(voted.pieces), voted.agreed, voted.also) == (["접수", "완료"], True, ())


def test_the_more_confident_wins_with_the_spaces_of_the_first() -> None:
    voted = vote(guess("주민능록 번호", 0.5), [guess("주 민 등 록 번 호", 0.9)], 0.95)
    assert words(voted.pieces) == ["주민등록", "번호"]
    assert not voted.agreed
    assert voted.also == ("주민능록 번호",)


def test_three_of_four_win_against_the_most_confident() -> None:
    voted = vote(
        guess("초기화", 0.5),
        [guess("조기화", 0.94), guess("초기화", 0.8), guess("초기화", 0.2)],
        0.95,
    )
    assert (words(voted.pieces), voted.agreed) == (["초기화"], True)


def test_nothing_read_is_nothing() -> None:
    assert vote(Guess(), [Guess()], 0.95).pieces == ()
    assert not vote(Guess(), [], 0.95).agreed


def test_syllables_are_put_together_as_the_line_has_them() -> None:
    pieces = [Piece("자", (0, 0, 10, 9), 0.9), Piece("가", (11, 0, 10, 9), 0.8),
              Piece("격리", (25, 0, 20, 9), 0.7)]  # fmt: skip
    assert joined(pieces, ["자가", "격리"]) == (
        Piece("자가", (0, 0, 21, 9), 0.8), Piece("격리", (25, 0, 20, 9), 0.7)
    )  # fmt: skip
    assert joined(pieces, ["다른", "말"]) == tuple(pieces)


def test_latin_read_into_hangul_specks_and_lost_dashes_are_mended() -> None:
    base = guess("HEE 수 있는 파일은 '10건 2024민원-1", 0.6)
    other = guess("첨부할 수 있는 파일은 10건 2024-민원-1", 0.5)
    mended_words = words(mended(base, other).pieces)
    assert mended_words == ["첨부할", "수", "있는", "파일은", "10건", "2024-민원-1"]


def test_what_differs_otherwise_is_not_mended() -> None:
    assert words(mended(guess("접수번호 PCR 3"), guess("점수번호 PCR 8")).pieces) == [
        "접수번호", "PCR", "3"
    ]  # fmt: skip


def test_two_of_four_are_not_enough() -> None:
    others = [guess("주간", 0.5), guess("월간", 0.9), guess("월간", 0.8)]
    assert not vote(guess("주간", 0.9), others, 0.95).agreed


def test_an_acronym_that_a_model_of_latin_letters_reads_too_wins() -> None:
    guesses = [guess("PDF 첨부", 0.6), guess("?마F 첨부", 0.8), guess("POF 첨부", 0.8)]
    assert acronyms(guesses) == {"PDF", "POF"}
    assert words(vote(guesses[0], guesses[1:], 0.95, {"PDF"}).pieces) == ["PDF", "첨부"]
    assert not vote(guesses[0], guesses[1:], 0.95, {"PDF"}).agreed


def test_hangul_read_as_capitals_is_no_acronym() -> None:
    assert acronyms([guess("SAG"), guess("결재함")]) == set()
    assert acronyms([guess("PDF 첨부"), guess("PDF 점부")]) == set()
