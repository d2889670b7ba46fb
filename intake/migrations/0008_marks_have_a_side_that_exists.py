"""A left navel is not a place: every region has the sides that a body has (domain 2.4)."""

from django.db import migrations, models
from django.db.models import Q

PAIRED = (
    "f_costal f_abd_upper f_abd_lower f_iliac_fossa f_groin f_hip_ant f_thigh_ant f_thigh_med"
    " b_thoracolumbar b_flank b_lumbar b_si b_glute b_thigh_post s_hip_lat"
    " shoulder arm chest knee lower_leg foot"
).split()


class Migration(migrations.Migration):
    dependencies = [("intake", "0007_second_questions")]
    operations = [
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=Q(region__in=PAIRED, side__in=["left", "right"])
                | (~Q(region__in=PAIRED) & Q(side="mid")),
                name="marks_have_a_side_that_exists",
            ),
        ),
    ]
